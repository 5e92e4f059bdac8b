import { describe, expect, it } from "vitest";
import { outfitOf, unknownLook, type WardrobeModels } from "../outfit";

const title = { ko: "가", en: "a" };
const garment = (id: string, marks: object = {}) => ({ id, piece: id, title, ...marks });
const wardrobe: WardrobeModels = {
  glb: "wardrobe.glb",
  always: ["head"],
  lod: { mid: "mid", mid_dress: "mid_dress", far: "far", far_dress: "far_dress" },
  presets: ["k1", "k2", "k3"],
  slots: {
    hair: [garment("short", { under: "under" }), garment("long", { under: "under_long" })],
    headwear: [null, garment("cap"), garment("scarf", { hides_hair: true })],
    glasses: [null, garment("round")],
    top: [garment("tee"), garment("coat")],
    bottom: [garment("trousers"), garment("chima", { dress: true })],
    mobility: [null, garment("chair"), garment("cane")],
    age: [
      { size: 1, head: 1, stoop: 0 },
      { size: 0.7, head: 1.2, stoop: 0 },
      { size: 0.95, head: 1, stoop: 0.1 },
    ],
  },
  palettes: {
    skin: ["#111111", "#222222"],
    hair: ["#333333"],
    cloth: ["#444444", "#555555"],
    accent: ["#aa0000", "#00aa00"],
    headwear: ["#0000aa", "#0000bb"],
    bottom: ["#666666"],
    shoes: ["#777777"],
  },
};

describe("outfitOf", () => {
  it("look_wears_its_garments_with_head", () => {
    const { pieces, farPiece, midPiece } = outfitOf("k1.h10.t11.b00.g1", wardrobe);
    expect(pieces).toEqual(["head", "long", "round", "coat", "trousers"]);
    expect([midPiece, farPiece]).toEqual(["mid", "far"]);
  });

  it("hat_is_worn_with_the_hair_that_fits_under_it_and_a_scarf_over_none", () => {
    expect(outfitOf("h10.w10", wardrobe).pieces).toEqual(["head", "cap", "under_long", "tee", "trousers"]);
    expect(outfitOf("h10.w20", wardrobe).pieces).toEqual(["head", "scarf", "tee", "trousers"]);
  });

  it("dress_is_a_dress_from_afar", () => {
    expect(outfitOf("b10", wardrobe)).toMatchObject({ midPiece: "mid_dress", farPiece: "far_dress" });
  });

  it("colours_stand_in_the_order_of_the_paint_slots_and_accent_goes_with_the_top", () => {
    const { colours } = outfitOf("k1.t01.w11", wardrobe);
    expect(colours).toEqual(["#222222", "#333333", "#555555", "#666666", "#777777", "#00aa00", "#0000bb"]);
  });

  it("wheelchair_rolls_cane_is_held_and_a_child_is_small", () => {
    expect(outfitOf("m1", wardrobe)).toMatchObject({ rolls: true, cane: false });
    expect(outfitOf("m1", wardrobe).pieces).toContain("chair");
    expect(outfitOf("m2", wardrobe)).toMatchObject({ rolls: false, cane: true });
    expect(outfitOf("a1", wardrobe).size).toBeLessThan(0.75);
  });

  it("any_text_gives_an_outfit", () => {
    for (const text of ["", "zzz", "k9.h99.t99", "😀.k", "t".repeat(500)]) {
      expect(outfitOf(text, wardrobe).pieces[0]).toBe("head");
    }
  });

  it("unknown_person_wears_the_same_offered_look_on_every_screen", () => {
    expect(unknownLook(12, wardrobe)).toBe(unknownLook(12, wardrobe));
    expect(wardrobe.presets).toContain(unknownLook(65535, wardrobe));
  });
});
