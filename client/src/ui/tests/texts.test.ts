import { describe, expect, test } from "vitest";
import { Texts } from "../texts";

const ko = new Texts("ko", "Asia/Seoul");
const en = new Texts("en", "Asia/Seoul");

describe("numbers and plurals", () => {
  test("English tells one from many, Korean does not", () => {
    expect(en.say("here", { n: 1 })).toBe("1 person here now");
    expect(en.say("here", { n: 1234 })).toBe("1,234 people here now");
    expect(ko.say("here", { n: 1234 })).toBe("지금 1,234명");
  });

  test("a value that is not given stays visible as its slot, not as 'undefined'", () => {
    expect(en.say("enter.as")).toBe("Enter as {name}");
  });

  test("a name is never read as a pattern", () => {
    expect(en.say("enter.as", { name: "$& {n}" })).toBe("Enter as $& {n}");
  });
});

describe("Korean particles", () => {
  test.each([
    ["잔디광장", "잔디광장으로 데려다 주세요"],
    ["안내", "안내로 데려다 주세요"],
    ["시민 건널", "시민 건널로 데려다 주세요"],
    ["Wi-Fi", "Wi-Fi로 데려다 주세요"],
    ["손님3", "손님3으로 데려다 주세요"],
    ["손님10", "손님10으로 데려다 주세요"],
    ["손님1", "손님1로 데려다 주세요"],
    ["손님4", "손님4로 데려다 주세요"],
  ])("%s", (place, text) => {
    expect(ko.say("walk.to", { place })).toBe(text);
  });
});

describe("where something is", () => {
  test.each([
    [0, -10, "north"],
    [10, -10, "north-east"],
    [10, 0, "east"],
    [10, 10, "south-east"],
    [0, 10, "south"],
    [-10, 10, "south-west"],
    [-10, 0, "west"],
    [-10, -10, "north-west"],
    [-1, -10, "north"],
  ])("(%i, %i) is %s", (dx, dz, word) => {
    expect(en.direction(dx, dz)).toBe(word);
  });

  test("in metres and steps", () => {
    expect(en.whereabouts(0, -24)).toBe("north, 24 m (34 steps)");
    expect(ko.whereabouts(24, 0)).toBe("동쪽 24 m(34걸음)");
    expect(en.whereabouts(0.4, 0.4)).toBe("right beside you");
  });
});

test("the time of day is the city's, and a broken moment is none", () => {
  expect(en.time("2026-11-21T12:00:00Z")).toMatch(/9:00\sPM/);
  expect(ko.time("yesterday")).toBe("");
});
