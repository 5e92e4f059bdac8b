/** A look in words, from the wardrobe's titles: what a picture of it shows, for who cannot see the picture. */

import { parseLook } from "../net/look";
import type { Texts } from "./texts";
import { colourOf, colourWord, type Garment, garmentOf, type Wardrobe } from "./wardrobe";

/** "Bob, pink T-shirt, navy skirt": what stands out first, then hair and clothes, as the page's language has it. */
export function lookWords(text: string, wardrobe: Wardrobe, texts: Texts): string {
  const look = parseLook(text);
  const headwear = garmentOf(wardrobe, look, "headwear");
  const plain = (garment: Garment | null) => (garment ? lowered(garment.title[texts.lang]) : null);
  const coloured = (slot: "top" | "bottom") => {
    const title = plain(garmentOf(wardrobe, look, slot));
    const colour = texts.say(colourWord(colourOf(wardrobe, look, `${slot}_colour`)));
    return title && texts.say("look.coloured", { colour, garment: title });
  };
  const words = [
    look.age > 0 ? lowered(texts.sayIfKnown(`look.age.${look.age}`, "")) : null,
    look.mobility > 0 ? lowered(texts.sayIfKnown(`look.mobility.${look.mobility}`, "")) : null,
    headwear?.hides_hair ? null : plain(garmentOf(wardrobe, look, "hair")),
    plain(headwear),
    plain(garmentOf(wardrobe, look, "glasses")),
    coloured("top"),
    coloured("bottom"),
  ];
  const said = words.filter(Boolean).join(", ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** A title within a sentence; "T-shirt" keeps its capital. */
function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
