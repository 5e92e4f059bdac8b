import { describe, expect, it } from "vitest";
import { changed, cookieOf, keptCookie, readWords, USUAL, writeWords } from "../words";

describe("words", () => {
  it("write only what departs from the defaults, and read it back", () => {
    const wanted = { ...USUAL, text: "150", contrast: "high", easy: "on" } as const;
    expect(writeWords(wanted)).toBe("text-150.contrast-high.easy-on");
    expect(readWords(writeWords(wanted))).toEqual(wanted);
    expect(writeWords(USUAL)).toBe("");
  });

  it("of an old or a foreign cookie are left out", () => {
    expect(readWords("text-170.colour-pink.motion-less..x")).toEqual({ ...USUAL, motion: "less" });
  });

  it("take no value that is no choice", () => {
    expect(changed(USUAL, "volume", "45")).toEqual(USUAL);
    expect(changed(USUAL, "__proto__", "1")).toEqual(USUAL);
    expect(changed(USUAL, "volume", "40").volume).toBe("40");
  });
});

describe("cookies", () => {
  it("are found among others, quoted or not", () => {
    expect(cookieOf('a=1; madang_view="text-150"; b=2', "madang_view")).toBe("text-150");
    expect(cookieOf("other_madang_view=1", "madang_view")).toBeNull();
  });

  it("stay a year on this site, over HTTPS only where the page came so", () => {
    expect(keptCookie("a", "b", true)).toBe("a=b; Path=/; Max-Age=31536000; SameSite=Lax; Secure");
    expect(keptCookie("a", "b", false)).not.toContain("Secure");
  });
});
