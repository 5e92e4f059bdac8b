import { expect, test } from "vitest";
import { formatLook, parseLook } from "../look";
import { vectors } from "./vectors";

test.each(vectors.look)("'$text' reads as the vectors say", ({ text, look, canonical }) => {
  expect(parseLook(text)).toEqual(look);
  expect(formatLook(parseLook(text))).toBe(canonical);
});
