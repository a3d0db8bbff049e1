import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arange, rand, Tensor, tensor, TensorError } from "@tapeloop/core";
import { deserialize, deserializeState, serialize, serializeState } from "@tapeloop/files";
import { load, loadState, save, saveState } from "@tapeloop/files/node";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

/** A file with any header and so many bytes of data. */
function file(header: unknown, data = 0, length?: bigint): Uint8Array {
  const json = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + json.length + data);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

describe("serialize and deserialize", () => {
  test("give back values, shapes and dtypes", () => {
    const tensors = {
      "fc1.weight": rand(3, 4),
      doubles: rand(2, { dtype: "float64" }),
      longs: tensor([2 ** 53 - 1, -5, 0], { dtype: "int64" }),
      ints: tensor([[1, -2]], { dtype: "int32" }),
      bytes: tensor([0, 255], { dtype: "uint8" }),
      flags: tensor([true, false]),
      scalar: tensor(2.5),
      empty: rand(0, 3),
      transposed: arange(6).reshape(2, 3).t(),
    };
    const read = deserialize(serialize(tensors, { note: "grüße" }));
    expect(read.metadata).toEqual({ note: "grüße" });
    expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(tensors).sort());
    for (const [name, x] of Object.entries(tensors)) {
      expect([
        read.tensors[name].dtype,
        read.tensors[name].shape,
        read.tensors[name].tolist(),
      ]).toEqual([x.dtype, x.shape, x.tolist()]);
    }
  });

  test("read half precision as float32", () => {
    const header = {
      h: { dtype: "F16", shape: [4], data_offsets: [0, 8] },
      b: { dtype: "BF16", shape: [1], data_offsets: [8, 10] },
    };
    const bytes = file(header, 10);
    const view = new DataView(bytes.buffer, bytes.length - 10);
    [0x3c00, 0xc000, 0x7c00, 0x0001, 0x3f80].forEach((bits, i) =>
      view.setUint16(i * 2, bits, true),
    );
    const { h, b } = deserialize(bytes).tensors;
    expect(h.tolist()).toEqual([1, -2, Infinity, 2 ** -24]);
    expect(b.tolist()).toEqual([1]);
  });

  const ok = { dtype: "F32", shape: [2], data_offsets: [0, 8] };
  test.each<[string, Uint8Array, RegExp]>([
    ["a file of 3 bytes", new Uint8Array(3), /too short: 3 bytes/],
    [
      "a header longer than the file",
      file({}, 0, 1000n),
      /said to be 1000 bytes long, but the file has only 2/,
    ],
    ["a header of 2^62 bytes", file({}, 0, 2n ** 62n), /at most 100000000 are accepted/],
    ["broken JSON", file("{"), /not valid JSON/],
    ["an array for a header", file([]), /not a JSON object/],
    ["an unknown dtype", file({ a: { ...ok, dtype: "F8" } }, 8), /"a" has the unknown dtype "F8"/],
    ["a negative size", file({ a: { ...ok, shape: [-2] } }, 8), /"a" has no valid shape/],
    [
      "a huge shape",
      file({ a: { ...ok, shape: [2 ** 40, 2 ** 40] } }, 8),
      /"a" of shape .* takes .* bytes/,
    ],
    [
      "offsets of another length",
      file({ a: { ...ok, data_offsets: [0, 4] } }, 8),
      /takes 8 bytes, but its data_offsets are \[0, 4\]/,
    ],
    ["offsets beyond the end", file({ a: ok }, 4), /ends at byte 8, but the file has only 4 bytes/],
    [
      "data that belongs to nobody",
      file({ a: ok }, 12),
      /12 bytes of data, but its tensors end at byte 8/,
    ],
    [
      "overlapping tensors",
      file({ a: ok, b: { ...ok, data_offsets: [4, 12] } }, 12),
      /"b" overlaps the tensor before it/,
    ],
    ["a gap", file({ a: ok, b: { ...ok, data_offsets: [12, 20] } }, 20), /a gap before "b"/],
    [
      "a name given twice",
      file(`{"a":${JSON.stringify(ok)},"a":${JSON.stringify(ok)}}`, 8),
      /gives a name twice/,
    ],
    [
      "metadata that is not text",
      file({ __metadata__: { a: 1 } }),
      /holds "a", which is not a string/,
    ],
  ])("refuse %s", (_what, bytes, message) => {
    expect(() => deserialize(bytes)).toThrow(TensorError);
    expect(() => deserialize(bytes)).toThrow(message);
  });

  test("refuse an integer beyond 2^53", () => {
    const bytes = file({ a: { dtype: "I64", shape: [1], data_offsets: [0, 8] } }, 8);
    new DataView(bytes.buffer).setBigInt64(bytes.length - 8, 2n ** 60n, true);
    expect(() => deserialize(bytes)).toThrow(/"a" holds an integer beyond 2\^53/);
  });

  test("refuse, or read, any file that is cut off or has a byte changed", () => {
    const bytes = serialize({ a: rand(3), b: tensor([1, 2], { dtype: "int64" }) });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const broken = cut ? bytes.slice(0, at) : bytes.slice();
        if (!cut) broken[at] = value;
        try {
          deserialize(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(TensorError);
        }
      }),
    );
  });
});

describe("state", () => {
  const state = {
    state: { 0: { step: tensor(3), exp_avg: rand(2) } },
    param_groups: [{ lr: 0.1, betas: [0.9, 0.999], bound: Infinity, foreach: null, params: [0] }],
  };

  test("comes back as it was", () => {
    const back = deserializeState(serializeState(state)) as typeof state;
    expect(back.param_groups).toEqual(state.param_groups);
    expect(back.state[0].exp_avg).toBeInstanceOf(Tensor);
    expect(back.state[0].exp_avg.tolist()).toEqual(state.state[0].exp_avg.tolist());
  });

  test("keeps tensors apart whose paths read alike", () => {
    const state = { "a.b": tensor(1), a: { b: tensor(2) }, ["__proto__"]: tensor(3) };
    const back = deserializeState(serializeState(state)) as Record<string, Record<string, Tensor>>;
    expect([back["a.b"], back.a.b].map((it) => (it as Tensor).item())).toEqual([1, 2]);
    expect(Object.keys(deserialize(serialize({ ["__proto__"]: tensor(3) })).tensors)).toEqual([
      "__proto__",
    ]);
  });

  test("refuses the two words it has for itself", () => {
    expect(() => serializeState({ a: { $tensor: "x" } })).toThrow(
      /"a.\$tensor": the key "\$tensor" stands for something else/,
    );
  });

  test("refuses what a file cannot hold, by its path", () => {
    expect(() => serializeState({ a: { f: () => 0 } })).toThrow('"a.f" holds a function');
    expect(() => deserializeState(serialize({ a: rand(1) }))).toThrow("holds tensors but no state");
  });

  test("goes to disk and back", () => {
    const folder = mkdtempSync(join(tmpdir(), "tapeloop-"));
    try {
      const weights = { w: rand(2, 2) };
      save(weights, join(folder, "w.safetensors"));
      expect(load(join(folder, "w.safetensors")).w.tolist()).toEqual(weights.w.tolist());
      saveState(state, join(folder, "s.safetensors"));
      expect((loadState(join(folder, "s.safetensors")) as typeof state).param_groups).toEqual(
        state.param_groups,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
