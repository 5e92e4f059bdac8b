/** A small drawing of a person from their look, so that no 3D is needed to choose or to recognise one. */

import { parseLook, WHEELCHAIR } from "../net/look";
import { svgElement } from "./dom";
import { colourOf, garmentOf, type Wardrobe } from "./wardrobe";

const LONG_BOTTOMS = ["skirt", "chima"];
const HAIR_BACK: Record<string, string> = {
  bob: "M13 26v-6a15 15 0 0 1 30 0v6q0 5-5 5h-20q-5 0-5-5z",
  long: "M13 22a15 15 0 0 1 30 0v18q-3 4-7 3h-16q-4 1-7-3z",
};
const HAIR_FRONT = "M14 22a14 14 0 0 1 28 0q-4-1-7-6q-7 6-21 6z";
const TOP = "M28 38q-14 0-17 10l-2 16h6l2-6v12h22v-12l2 6h6l-2-16q-3-10-17-10z";
const TROUSERS = "M17 69h22l1 20h-9l-3-13l-3 13h-9z";
const SKIRT = "M18 68h20l7 18h-34z";
const COLLAR = "M22 38l6 12l6-12l-2-1l-4 7l-4-7z";

/** An SVG of a person, 56 × 96, hidden from screen readers: say beside it what it means. */
export function avatarPicture(text: string, wardrobe: Wardrobe): SVGSVGElement {
  const look = parseLook(text);
  const paint = (part: Parameters<typeof colourOf>[2]) => colourOf(wardrobe, look, part);
  const hair = garmentOf(wardrobe, look, "hair")?.id ?? "";
  const bottom = garmentOf(wardrobe, look, "bottom")?.id ?? "";
  const top = garmentOf(wardrobe, look, "top")?.id ?? "";
  const headwear = garmentOf(wardrobe, look, "headwear");
  const parts: Element[] = [];
  const draw = (d: string, fill: string) => parts.push(svgElement("path", { d, fill }));
  const disc = (cx: number, cy: number, r: number, fill: string) =>
    parts.push(svgElement("circle", { cx, cy, r, fill }));

  if (HAIR_BACK[hair]) draw(HAIR_BACK[hair], paint("hair_colour"));
  if (hair === "bun") disc(28, 7, 5, paint("hair_colour"));
  draw("M18 87h8v5h-9zM30 87h8l1 5h-9z", paint("shoes"));
  draw(LONG_BOTTOMS.includes(bottom) ? SKIRT : TROUSERS, paint("bottom_colour"));
  draw("M25 32h6v8q-3 3-6 0z", paint("skin"));
  disc(12, 65, 3, paint("skin"));
  disc(44, 65, 3, paint("skin"));
  draw(TOP, paint("top_colour"));
  if (top === "jacket" || top === "jeogori") draw(COLLAR, "#ffffff");
  disc(28, 23, 12.5, paint("skin"));
  draw(HAIR_FRONT, paint("hair_colour"));
  disc(23.5, 25, 1.4, "#2b2622");
  disc(32.5, 25, 1.4, "#2b2622");
  draw("M24 30q4 3 8 0l-1 1.4q-3 2-6 0z", "#2b2622");
  if (garmentOf(wardrobe, look, "glasses")) parts.push(...glasses());
  if (headwear) draw("M8 15h40v3h-40zM17 15l2-11q9-4 18 0l2 11z", paint("headwear_colour"));
  if (look.mobility === WHEELCHAIR) parts.push(wheel());
  const height = look.age === 1 ? 84 : 96;
  return svgElement(
    "svg",
    { viewBox: "0 0 56 96", width: 56, height, class: "avatar", "aria-hidden": true, focusable: false },
    ...parts,
  );
}

function glasses(): Element[] {
  const frame = { r: 4, fill: "none", stroke: "#2b2622", "stroke-width": 1 };
  return [
    svgElement("circle", { cx: 23.5, cy: 25, ...frame }),
    svgElement("circle", { cx: 32.5, cy: 25, ...frame }),
  ];
}

function wheel(): Element {
  return svgElement("circle", { cx: 28, cy: 80, r: 13, fill: "none", stroke: "#3a4350", "stroke-width": 3 });
}
