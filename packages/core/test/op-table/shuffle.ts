import * as ops from "../../src/ops/shuffle.ts";
import { build, type Nd } from "./nd.ts";
import { family, t } from "./spec.ts";

const factor = (given: number | Record<string, number>): number =>
  typeof given === "number" ? given : Object.values(given)[0];

export default family(ops, {
  pixelShuffle: {
    samples: [
      [t([1, 8, 2, 3]), 2],
      [t([4, 1, 2]), { upscaleFactor: 2 }],
      [t([0, 4, 2, 2]), 2],
    ],
    reference: (x: Nd, given: number) => {
      const r = factor(given);
      const [c, h, w] = x.shape.slice(-3);
      const lead = x.shape.slice(0, -3);
      return build([...lead, c / (r * r), h * r, w * r], (at) => {
        const [channel, y, z] = at.slice(-3);
        const from = channel * r * r + (y % r) * r + (z % r);
        return x.at(...at.slice(0, -3), from, Math.floor(y / r), Math.floor(z / r));
      });
    },
    errors: [
      [[t([3, 2, 2]), 2], /input.size\(-3\)=3 is not divisible by 4/],
      [[t([2, 2]), 2], /at least 3 dimensions/],
      [[t([4, 2, 2]), 0], /positive upscaleFactor/],
    ],
  },
  pixelUnshuffle: {
    samples: [
      [t([1, 2, 4, 2]), 2],
      [t([1, 3, 6]), { downscaleFactor: 3 }],
    ],
    reference: (x: Nd, given: number) => {
      const r = factor(given);
      const [c, h, w] = x.shape.slice(-3);
      return build([...x.shape.slice(0, -3), c * r * r, h / r, w / r], (at) => {
        const [channel, y, z] = at.slice(-3);
        const [i, j] = [Math.floor(channel / r) % r, channel % r];
        return x.at(...at.slice(0, -3), Math.floor(channel / (r * r)), y * r + i, z * r + j);
      });
    },
    errors: [
      [[t([1, 3, 2]), 2], /height=3 is not divisible by 2/],
      [[t([2, 2]), 2], /at least 3 dimensions/],
    ],
  },
  channelShuffle: {
    samples: [
      [t([2, 6, 2]), 3],
      [t([1, 4, 2, 2]), { groups: 2 }],
    ],
    reference: (x: Nd, given: number) => {
      const g = factor(given);
      const each = x.shape[1] / g;
      return build(x.shape, ([n, c, ...at]) => x.at(n, (c % g) * each + Math.floor(c / g), ...at));
    },
    errors: [
      [[t([1, 4, 2]), 3], /got 4 channels and 3 groups/],
      [[t([4, 2]), 2], /expects input with > 2 dims/],
    ],
  },
});
