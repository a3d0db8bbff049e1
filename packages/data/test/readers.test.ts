import { TensorError } from "@tapeloop/core";
import { parseCsv, parseIdx } from "@tapeloop/data";
import { gzipSync } from "fflate";
import { describe, expect, test } from "vitest";

describe("parseCsv", () => {
  test("reads names and numbers", () => {
    const { data, names } = parseCsv('\uFEFFa,"b, c"\r\n1,2.5\r\n"3",-4e2\r\n\r\n');
    expect(names).toEqual(["a", "b, c"]);
    expect([data.dtype, data.tolist()]).toEqual([
      "float32",
      [
        [1, 2.5],
        [3, -400],
      ],
    ]);
  });

  test("reads some columns, in an order and dtype of one's own", () => {
    const { data, names } = parseCsv("a;b;c\n1;2;3\n4;5;6", { columns: ["c", 0], dtype: "int64" });
    expect(names).toEqual(["c", "a"]);
    expect([data.dtype, data.tolist()]).toEqual([
      "int64",
      [
        [3, 1],
        [6, 4],
      ],
    ]);
  });

  test("reads without a header, and no rows at all", () => {
    expect(parseCsv("1,2\n3,4", { header: false }).data.tolist()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(parseCsv("a,b\n").data.shape).toEqual([0, 2]);
  });

  test.each<[string, Parameters<typeof parseCsv>, RegExp]>([
    ["an empty field", ["a,b\n1,\n"], /row 2, column "b" is empty/],
    ["a word", ["a,b\n1,2\n3,x"], /row 3, column "b" is no number: "x"/],
    ["a short row", ["a,b\n1"], /row 2 has 1 fields, expected 2/],
    ["an unknown column", ["a,b\n1,2", { columns: ["z"] }], /no column "z"; known: a, b/],
    ["nothing", [""], /nothing to read/],
  ])("refuses %s", (_what, args, message) => {
    expect(() => parseCsv(...args)).toThrow(TensorError);
    expect(() => parseCsv(...args)).toThrow(message);
  });

  test("lets a missing field count as a number", () => {
    expect(parseCsv("a,b\n1,", { missing: -1 }).data.tolist()).toEqual([[1, -1]]);
  });
});

/** An IDX file: type, sizes, and bytes. */
function idx(type: number, sizes: readonly number[], data: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + data.length);
  bytes.set([0, 0, type, sizes.length]);
  sizes.forEach((size, i) => new DataView(bytes.buffer).setUint32(4 + 4 * i, size));
  bytes.set(data, 4 + 4 * sizes.length);
  return bytes;
}

describe("parseIdx", () => {
  test.each<[string, number, number[], string, number[]]>([
    ["bytes", 0x08, [0, 255], "uint8", [0, 255]],
    ["signed bytes", 0x09, [0xff, 1], "int32", [-1, 1]],
    ["shorts", 0x0b, [0xff, 0xfe, 0, 3], "int32", [-2, 3]],
    ["ints", 0x0c, [0, 0, 1, 0, 0xff, 0xff, 0xff, 0xff], "int32", [256, -1]],
    ["floats", 0x0d, [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0], "float32", [1, -2]],
    ["doubles", 0x0e, [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "float64", [1, 0]],
  ])("reads %s, zipped or not", (_what, type, data, dtype, values) => {
    for (const file of [idx(type, [1, 2], data), gzipSync(idx(type, [1, 2], data))]) {
      const x = parseIdx(file);
      expect([x.dtype, x.tolist()]).toEqual([dtype, [values]]);
    }
  });

  test.each<[string, Uint8Array, RegExp]>([
    [
      "too few bytes",
      idx(0x08, [3], [1, 2]),
      /takes 11 bytes with the header, but the file has 10/,
    ],
    ["too many", idx(0x08, [1], [1, 2]), /but the file has 10/],
    [
      "sizes that no memory holds",
      idx(0x0e, [0xffffffff, 0xffffffff, 0xffffffff], []),
      /is too large/,
    ],
    ["a large size without data", idx(0x08, [0xffffffff], []), /takes 4294967303 bytes/],
    ["an unknown type", idx(0x07, [1], [1]), /unknown element type 0x07/],
    ["something else", new Uint8Array([1, 2, 3, 4]), /two zero bytes/],
    ["a cut header", new Uint8Array([0, 0, 8, 3, 0]), /ends within its header/],
    [
      "a zip bomb",
      gzipSync(idx(0x08, [10], new Array<number>(5000).fill(0))),
      /unfolds into more|but the file has/,
    ],
    ["broken gzip", gzipSync(idx(0x08, [2], [1, 2])).slice(0, 20), /gzip|too short|bytes/],
  ])("refuses %s", (_what, file, message) => {
    expect(() => parseIdx(file)).toThrow(TensorError);
    expect(() => parseIdx(file)).toThrow(message);
  });
});
