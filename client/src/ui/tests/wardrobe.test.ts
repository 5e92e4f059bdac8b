import { describe, expect, test } from "vitest";
import { parseLook } from "../../net/look";
import { nameError } from "../enter";
import { Texts } from "../texts";
import { colourOf, colourWord, garmentOf, type Wardrobe } from "../wardrobe";

const wardrobe: Wardrobe = {
  glb: "wardrobe.glb",
  slots: {
    hair: [{ id: "short", piece: "hair_short", title: { ko: "짧은 머리", en: "Short" } }],
    headwear: [null, { id: "gat", piece: "hat_gat", title: { ko: "갓", en: "Gat" } }],
    glasses: [null],
    top: [],
    bottom: [],
  },
  palettes: {
    skin: ["#f6d5ba", "#7a4d35"],
    hair: ["#1f1a1a"],
    headwear: ["#c8372d"],
    cloth: ["#111111"],
    bottom: [],
    shoes: [],
  },
  presets: [],
};

test.each([
  ["#ffffff", "white"],
  ["#f0ede6", "white"],
  ["#1f1a1a", "black"],
  ["#8b8580", "grey"],
  ["#e8554f", "red"],
  ["#f2b84b", "yellow"],
  ["#4fa37a", "green"],
  ["#3f77c9", "blue"],
  ["#b08fd6", "purple"],
  ["#d65f8f", "pink"],
  ["#7a5a48", "brown"],
  ["#2d3850", "navy"],
])("%s is called %s", (hex, word) => {
  expect(colourWord(hex)).toBe(`colour.${word}`);
});

test("a hat's colour is named from the list that hats are drawn in", () => {
  expect(colourOf(wardrobe, parseLook("w10"), "headwear_colour")).toBe("#c8372d");
});

describe("a look that names more than the wardrobe has", () => {
  test("gets the first of the list", () => {
    const look = parseLook("k9.h50.w10");
    expect(colourOf(wardrobe, look, "skin")).toBe("#f6d5ba");
    expect(garmentOf(wardrobe, look, "hair")?.id).toBe("short");
    expect(garmentOf(wardrobe, look, "headwear")?.id).toBe("gat");
    expect(garmentOf(wardrobe, look, "top")).toBeNull();
  });
});

describe("a name", () => {
  const texts = new Texts("en");
  const example = () => "Kind Cloud";

  test("of 20 characters fits, also when they are emoji", () => {
    expect(nameError("하".repeat(20), texts, example)).toBeNull();
    expect(nameError("🙂".repeat(20), texts, example)).toBeNull();
  });

  test("of 21 is too long, and the error says how long it is", () => {
    expect(nameError("하".repeat(21), texts, example)?.text).toContain("21");
  });

  test("that is missing is asked for with an example", () => {
    expect(nameError("", texts, example)?.text).toContain("Kind Cloud");
  });
});
