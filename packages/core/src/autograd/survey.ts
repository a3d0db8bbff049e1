/** Finds where a walk leads before it starts, and what of that is wanted. */
import type { Edge, GraphNode, Waiting } from "./node.ts";

/**
 * NOTE [Walks]
 * What a walk has to know of a node stands on the node and not in a map: to find it is what a walk does most. Each walk has
 * a number, by which it knows the nodes that it has come to. A walk within a walk (started by a hook, or by a custom
 * backward) may come to nodes that the outer one is not done with; at its end it puts back what it found there.
 */
let walks = 0;

/** What an outer walk had left on a node. */
interface Found {
  readonly node: GraphNode;
  readonly walk: number;
  readonly open: number;
  readonly waiting: Waiting | null;
  readonly wanted: boolean;
  readonly target: boolean;
}

export class Survey {
  readonly #walk: number = ++walks;
  readonly #reached: GraphNode[] = [];
  #found: Found[] | null = null;

  /** Sets `open` and `wanted` on every node that the roots lead to. */
  constructor(roots: readonly Edge[], targets: readonly Edge[] | null) {
    const reached = this.#reached;
    const all = targets === null;
    for (let i = 0; i < roots.length; i++) this.#enter(roots[i].node, all);
    for (let i = 0; i < reached.length; i++) {
      const { edges } = reached[i];
      for (let k = 0; k < edges.length; k++) {
        const edge = edges[k];
        if (edge === null) continue;
        this.#enter(edge.node, all);
        edge.node.open++;
      }
    }
    if (targets) this.#restrict(targets);
  }

  #enter(node: GraphNode, wanted: boolean): void {
    if (node.walk === this.#walk) return;
    if (node.walk !== 0) {
      const { walk, open, waiting, target } = node;
      (this.#found ??= []).push({ node, walk, open, waiting, wanted: node.wanted, target });
    }
    node.walk = this.#walk;
    node.open = 0;
    node.waiting = null;
    node.wanted = wanted;
    node.target = false;
    this.#reached.push(node);
  }

  /** Wants only what lies on a way from a root to a target, targets included. */
  #restrict(targets: readonly Edge[]): void {
    for (const { node } of targets) {
      if (node.walk !== this.#walk) continue;
      node.wanted = true;
      node.target = true;
    }
    // Leaves have been decided; then by creation: each edge leads to what has been decided.
    const computed = this.#reached.filter((node) => node.edges.length > 0);
    computed.sort((a, b) => a.sequence - b.sequence);
    for (const node of computed) {
      node.wanted ||= node.edges.some((edge) => edge !== null && edge.node.wanted);
    }
  }

  /** Leaves the nodes as they were. */
  end(): void {
    const reached = this.#reached;
    for (let i = 0; i < reached.length; i++) {
      reached[i].walk = 0;
      reached[i].waiting = null;
    }
    if (this.#found) for (const { node, ...before } of this.#found) Object.assign(node, before);
  }
}
