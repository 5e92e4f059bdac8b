import { expect, test } from "vitest";
import { browserBlocks } from "../blocks";

function fakeStorage(first?: string): Storage {
  const kept = new Map<string, string>(first === undefined ? [] : [["madang.blocked", first]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
}

test("blocks outlive the page, each person once", () => {
  const storage = fakeStorage();
  const blocks = browserBlocks(() => storage);
  blocks.add({ key: "k1", name: "바람" });
  blocks.add({ key: "k2", name: "구름" });
  blocks.add({ key: "k1", name: "돌담" });
  blocks.remove("k2");
  expect(browserBlocks(() => storage).all()).toEqual([{ key: "k1", name: "돌담" }]);
});

test.each(["{", "7", '[null, {"key": ""}, {"key": 1, "name": ""}]'])(
  "what is no list of blocks is none: %s",
  (text) => {
    expect(browserBlocks(() => fakeStorage(text)).all()).toEqual([]);
  },
);

test("the latest five hundred are kept, and a forbidden storage is borne", () => {
  const blocks = browserBlocks(() => {
    throw new Error("forbidden");
  });
  for (let n = 0; n < 510; n++) blocks.add({ key: `k${n}`, name: "" });
  expect(blocks.all()).toHaveLength(500);
  expect(blocks.all()[0].key).toBe("k10");
});
