/** The choices of a look one by one: a list for every garment and colour, in words. */

import { formatLook, type Look, type LookPart, parseLook } from "../net/look";
import { element } from "./dom";
import type { Texts } from "./texts";
import { colourWord, lightness, PALETTE_OF, type Slot, type Wardrobe } from "./wardrobe";

const PARTS: readonly LookPart[] = [
  "skin",
  "hair",
  "hair_colour",
  "headwear",
  "headwear_colour",
  "glasses",
  "top",
  "top_colour",
  "bottom",
  "bottom_colour",
  "shoes",
  "age",
  "mobility",
];

export interface LookForm {
  /** Shows `look` in the lists. */
  set(look: string): void;
}

/** Fills `container` with one list a part; `changed` gets the whole look after every choice. */
export function lookForm(
  container: HTMLElement,
  wardrobe: Wardrobe,
  texts: Texts,
  changed: (look: string) => void,
): LookForm {
  let look: Look = parseLook("");
  const lists = new Map<LookPart, HTMLSelectElement>();
  for (const part of PARTS) {
    const options = optionsOf(part, wardrobe, texts);
    if (options.length < 2) continue;
    const id = `look-${part.replace("_", "-")}`;
    const list = element("select", { id }, ...options.map((text, n) => new Option(text, String(n))));
    list.onchange = () => {
      look = { ...look, [part]: Number(list.value) };
      changed(formatLook(look));
    };
    lists.set(part, list);
    const label = element("label", { for: id }, texts.say(`look.${part}`));
    container.append(element("div", { class: "look-part" }, label, list));
  }
  return {
    set(text) {
      look = parseLook(text);
      for (const [part, list] of lists)
        list.value = String(look[part] < list.options.length ? look[part] : 0);
    },
  };
}

function optionsOf(part: LookPart, wardrobe: Wardrobe, texts: Texts): string[] {
  if (part === "age" || part === "mobility") {
    return ([0, 1, 2] as const).map((n) => texts.say(`look.${part}.${n}`));
  }
  if (part === "skin") return skinTones(wardrobe.palettes.skin, texts);
  const palette = PALETTE_OF[part];
  if (palette) return colourNames(wardrobe.palettes[palette], texts);
  return wardrobe.slots[part as Slot].map((garment) => garment?.title[texts.lang] ?? texts.say("look.none"));
}

/** Skin colours by their rank from light to dark: no other word would do them justice. */
function skinTones(colours: readonly string[], texts: Texts): string[] {
  const byLight = [...colours].sort((a, b) => lightness(b) - lightness(a));
  return colours.map((hex) => texts.say("look.skin.tone", { n: byLight.indexOf(hex) + 1 }));
}

/** Colour words, with a number where two colours share one. */
function colourNames(colours: readonly string[], texts: Texts): string[] {
  const words = colours.map((hex) => texts.say(colourWord(hex)));
  const seen = new Map<string, number>();
  return words.map((colour) => {
    if (words.filter((word) => word === colour).length === 1) return colour;
    const n = (seen.get(colour) ?? 0) + 1;
    seen.set(colour, n);
    return texts.say("colour.numbered", { colour, n });
  });
}
