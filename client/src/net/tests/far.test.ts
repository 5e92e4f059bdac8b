import { expect, test } from "vitest";
import { FarStore } from "../far";
import { FAR, type FarFrame } from "../frames";

function frame(total: number, ids: number[]): FarFrame {
  return { kind: FAR, more: false, total, rows: ids.map((id) => ({ id, x: 0.5, z: 0.25 })) };
}

test("positions come in metres of the place", () => {
  const far = new FarStore(320);
  far.apply(frame(1, [9]), 0);
  expect([...far.values()]).toEqual([{ id: 9, x: 160, z: 80, heard_s: 0 }]);
});

test("a rotation through a large crowd forgets nobody on the way", () => {
  const far = new FarStore(320);
  const ids = Array.from({ length: 1200 }, (_, id) => id + 1);
  for (let at = 0, s = 0; at < 1200; at += 512, s += 2) {
    far.apply(frame(1200, ids.slice(at, at + 512)), s);
    far.forget(s);
  }
  expect(far.size).toBe(1200);
});

test("who is not told of any more is forgotten", () => {
  const far = new FarStore(320);
  far.apply(frame(2, [1, 2]), 0);
  for (let s = 2; s <= 10; s += 2) far.apply(frame(1, [2]), s);
  far.forget(10);
  expect([...far.values()].map((person) => person.id)).toEqual([2]);
  expect(far.total).toBe(1);
});
