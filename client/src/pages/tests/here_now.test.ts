import { describe, expect, it } from "vitest";
import { hereText } from "../here_now";

const TEXTS = {
  none: "Nobody is here right now.",
  one: "One person is here now",
  many: "{n} people are here now",
  unknown: "We cannot count right now",
};

describe("hereText", () => {
  it("says the world's number, and nothing else", () => {
    expect(hereText(0, TEXTS, "en")).toBe("Nobody is here right now.");
    expect(hereText(1, TEXTS, "en")).toBe("One person is here now");
    expect(hereText(2, TEXTS, "en")).toBe("2 people are here now");
    expect(hereText(12_345, TEXTS, "en")).toBe("12,345 people are here now");
  });

  it("does not take silence for zero", () => {
    expect(hereText(null, TEXTS, "en")).toBe("We cannot count right now");
  });
});
