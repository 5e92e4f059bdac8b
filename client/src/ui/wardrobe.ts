/** The built wardrobe's lists: which styles and colours a look can name, and the looks offered at the door. */

import type { Look, LookPart } from "../net/look";
import type { Titles } from "./config";
import type { TextKey } from "./texts";

export interface Garment {
  id: string;
  piece: string;
  title: Titles;
  /** Headwear that lets no hair be seen. */
  hides_hair?: boolean;
}

export type Slot = "hair" | "headwear" | "glasses" | "top" | "bottom";
export type Palette = "skin" | "hair" | "headwear" | "cloth" | "bottom" | "shoes";

export interface Wardrobe {
  glb: string;
  slots: Record<Slot, (Garment | null)[]>;
  palettes: Record<Palette, string[]>;
  presets: string[];
}

/** Which palette colours which part of a look. */
export const PALETTE_OF: Partial<Record<LookPart, Palette>> = {
  skin: "skin",
  hair_colour: "hair",
  headwear_colour: "headwear",
  top_colour: "cloth",
  bottom_colour: "bottom",
  shoes: "shoes",
};

export async function loadWardrobe(url: string): Promise<Wardrobe | null> {
  try {
    const response = await fetch(url);
    return response.ok ? ((await response.json()) as Wardrobe) : null;
  } catch {
    return null;
  }
}

/** The colour of a part as #rrggbb; where the list is shorter than the number, its first. */
export function colourOf(wardrobe: Wardrobe, look: Look, part: LookPart): string {
  const palette = PALETTE_OF[part];
  const colours = palette ? wardrobe.palettes[palette] : [];
  return colours[look[part]] ?? colours[0] ?? "#888888";
}

/** The garment a look wears in a slot, or null for none. */
export function garmentOf(wardrobe: Wardrobe, look: Look, slot: Slot): Garment | null {
  const garments = wardrobe.slots[slot];
  return look[slot] < garments.length ? garments[look[slot]] : (garments[0] ?? null);
}

/** 0 (black) to 1 (white). */
export function lightness(hex: string): number {
  const parts = channels(hex);
  return (Math.max(...parts) + Math.min(...parts)) / 2;
}

function channels(hex: string): [number, number, number] {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

/** The catalogue key of the word for a colour, so that a choice of colours can be read. */
export function colourWord(hex: string): TextKey {
  const [r, g, b] = channels(hex);
  const most = Math.max(r, g, b);
  const least = Math.min(r, g, b);
  const light = (most + least) / 2;
  const chroma = most - least;
  if (chroma < 0.09) return light > 0.85 ? "colour.white" : light < 0.22 ? "colour.black" : "colour.grey";
  if (light < 0.13) return "colour.black";
  if (light > 0.93) return "colour.white";
  return hueWord(hueOf(r, g, b, most, chroma), light, chroma);
}

function hueWord(hue: number, light: number, chroma: number): TextKey {
  if (hue >= 12 && hue < 50 && (light < 0.45 || chroma < 0.35)) {
    return light > 0.62 ? "colour.beige" : "colour.brown";
  }
  if (hue < 12 || hue >= 345) return light > 0.75 ? "colour.pink" : "colour.red";
  if (hue < 38) return "colour.orange";
  if (hue < 68) return "colour.yellow";
  if (hue < 165) return "colour.green";
  if (hue < 195) return "colour.teal";
  if (hue < 255) return light < 0.3 ? "colour.navy" : "colour.blue";
  return hue < 300 ? "colour.purple" : "colour.pink";
}

function hueOf(r: number, g: number, b: number, most: number, chroma: number): number {
  if (most === r) return (((g - b) / chroma + 6) % 6) * 60;
  if (most === g) return ((b - r) / chroma + 2) * 60;
  return ((r - g) / chroma + 4) * 60;
}
