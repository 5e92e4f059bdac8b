import { describe, expect, it } from "vitest";
import { means } from "../find";

describe("means", () => {
  it("finds by any part, whatever the case and the spaces", () => {
    expect(means("안내", "종합 안내소")).toBe(true);
    expect(means("종합안", "종합 안내소")).toBe(true);
    expect(means("DESK", "Information desk")).toBe(true);
    expect(means("", "anything")).toBe(true);
    expect(means("세금", "종합 안내소")).toBe(false);
  });

  it("finds Korean by first consonants", () => {
    expect(means("ㅇㄴ", "종합 안내소")).toBe(true);
    expect(means("ㅂㅅ", "바닥분수")).toBe(true);
    expect(means("ㅎㅎ", "바닥분수")).toBe(false);
  });

  it("understands letters that a keyboard has put together by parts", () => {
    expect(means("안내".normalize("NFD"), "안내 데스크")).toBe(true);
  });
});
