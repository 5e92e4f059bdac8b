import { expect, test } from "vitest";
import { parseLook, withAgreement } from "../look";

test("only who agrees says so, and nothing else of the look changes", () => {
  const look = "k3.h12.w00.g1.t13.b02.s1.a2.m1";
  expect(withAgreement(look, false)).toBe(look);
  expect(withAgreement(look, true)).toBe(`${look}.p1`);
  expect(withAgreement(withAgreement(look, true), false)).toBe(look);
  expect(parseLook("p1").pictured).toBe(1);
  expect(parseLook("p7").pictured).toBe(0);
  expect(withAgreement("", true)).toBe("");
});
