import { describe, expect, it } from "vitest";
import { Marks } from "../marks";

describe("Marks", () => {
  it("numbers whoever bears the same name, and keeps the number", () => {
    const marks = new Marks();
    expect(marks.of(7, "하늘")).toBe("하늘");
    expect(marks.of(9, "하늘")).toBe("하늘 (2)");
    expect(marks.of(11, "하늘 ")).toBe("하늘  (3)");
    expect(marks.of(7, "하늘")).toBe("하늘");
    expect(marks.of(9, "하늘")).toBe("하늘 (2)");
    expect(marks.of(9, "바다")).toBe("바다");
  });
});
