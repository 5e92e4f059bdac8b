import { describe, expect, test } from "vitest";
import { type CrowdFrame, decodeFrame, encodeMove, type FarFrame, FrameError } from "../frames";
import { bytesOf, hexOf, vectors } from "./vectors";

describe("MOVE", () => {
  test.each(vectors.move)("$hex is what the vectors say", ({ hex, value }) => {
    const pose = { ...value, x: value.x / 100, y: value.y / 100, z: value.z / 100 };
    expect(hexOf(encodeMove(value.seq, pose, value.client_ms))).toBe(hex);
  });

  test.each(vectors.position)("$metres m is $cm cm", ({ metres, cm }) => {
    const bytes = encodeMove(0, { x: metres, y: 0, z: 0, yaw: 0, gait: 0 }, 0);
    expect(new DataView(bytes).getUint16(4, true)).toBe(cm);
  });

  test.each(vectors.yaw)("$radians rad is yaw $byte", ({ radians, byte }) => {
    const yaw = (radians / (2 * Math.PI)) * 256;
    const bytes = encodeMove(0, { x: 0, y: 0, z: 0, yaw, gait: 0 }, 0);
    expect(new DataView(bytes).getUint8(10)).toBe(byte);
  });

  test("seq and clock wrap", () => {
    const view = new DataView(encodeMove(65_537, { x: 0, y: 0, z: 0, yaw: 0, gait: 0 }, 2 ** 32 + 5.9));
    expect([view.getUint16(2, true), view.getUint32(12, true)]).toEqual([1, 5]);
  });
});

describe("CROWD", () => {
  test.each(vectors.crowd)("$hex", ({ hex, value }) => {
    const frame = decodeFrame(bytesOf(hex)) as CrowdFrame;
    const people = value.people.map((row) => ({ ...row, x: row.x / 100, y: row.y / 100, z: row.z / 100 }));
    expect({ tick: frame.tick, more: frame.more, people: frame.rows }).toEqual({ ...value, people });
  });
});

describe("FAR", () => {
  test.each(vectors.far)("$hex", ({ hex, value }) => {
    const frame = decodeFrame(bytesOf(hex)) as FarFrame;
    const people = value.people.map(({ id, x, z }) => ({ id, x: (x + 0.5) / 256, z: (z + 0.5) / 256 }));
    expect({ total: frame.total, people: frame.rows }).toEqual({ ...value, people });
  });
});

test.each([...withKind(vectors.crowd_errors, "02"), ...withKind(vectors.far_errors, "03")])(
  "the broken frame %s is refused",
  (hex) => {
    expect(() => decodeFrame(bytesOf(hex))).toThrow(FrameError);
  },
);

test("a frame of an unknown kind is no error", () => {
  expect(decodeFrame(bytesOf("63000000"))).toBeNull();
});

/** The vectors also hold frames of other kinds, which are errors only for who expects this one. */
function withKind(frames: string[], kind: string): string[] {
  return frames.filter((hex) => hex.startsWith(kind));
}
