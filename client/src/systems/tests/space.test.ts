import { expect, test } from "vitest";
import { wantsSpace } from "../space";

test("everybody has room around them until they say no", () => {
  const kept = (value: string | null) => ({ getItem: () => value }) as unknown as Storage;
  expect(wantsSpace(null)).toBe(true);
  expect(wantsSpace(kept(null))).toBe(true);
  expect(wantsSpace(kept("on"))).toBe(true);
  expect(wantsSpace(kept("off"))).toBe(false);
});
