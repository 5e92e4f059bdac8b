import { expect, test } from "vitest";
import { lookWords } from "../look_words";
import { Texts } from "../texts";
import type { Wardrobe } from "../wardrobe";

const titled = (ko: string, en: string) => ({ id: en, piece: en, title: { ko, en } });
const wardrobe: Wardrobe = {
  glb: "wardrobe.glb",
  slots: {
    hair: [titled("짧은 머리", "Short hair"), titled("단발", "Bob")],
    headwear: [null, { ...titled("머릿수건", "Headscarf"), hides_hair: true }],
    glasses: [null, titled("둥근 안경", "Round glasses")],
    top: [titled("티셔츠", "T-shirt")],
    bottom: [titled("바지", "Trousers"), titled("치마", "Skirt")],
  },
  palettes: {
    skin: ["#f7dcc6"],
    headwear: [],
    hair: ["#201a18"],
    cloth: ["#f4f1ea", "#e0668c"],
    bottom: ["#24406e"],
    shoes: ["#26272c"],
  },
  presets: [],
};

test.each([
  ["h10.t01.b10", "단발, 분홍 티셔츠, 남색 치마", "Bob, pink T-shirt, navy skirt"],
  [
    "h00.w10.g1.a2",
    "어르신, 머릿수건, 둥근 안경, 하양 티셔츠, 남색 바지",
    "Elder, headscarf, round glasses, white T-shirt, navy trousers",
  ],
  [
    "h00.m1",
    "휠체어, 짧은 머리, 하양 티셔츠, 남색 바지",
    "Wheelchair, short hair, white T-shirt, navy trousers",
  ],
])("%s is said as what it shows", (look, ko, en) => {
  expect(lookWords(look, wardrobe, new Texts("ko"))).toBe(ko);
  expect(lookWords(look, wardrobe, new Texts("en"))).toBe(en);
});
