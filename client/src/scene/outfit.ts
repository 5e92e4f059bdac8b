/** From a look to what the crowd draws: garments by name, colours by paint slot, size. */
import { type Look, parseLook, WHEELCHAIR } from "../net/look";
import { colourOf, type Garment, garmentOf, type Slot, type Wardrobe } from "../ui/wardrobe";

/** What wardrobe.json says beyond the lists that people choose from. */
export interface WardrobeModels extends Omit<Wardrobe, "slots" | "palettes"> {
  readonly slots: Wardrobe["slots"] & {
    readonly mobility: readonly (Garment | null)[];
    readonly age: readonly Age[];
  };
  readonly palettes: Wardrobe["palettes"] & {
    /** Beside the colour of the same number in `cloth`. */
    readonly accent?: readonly string[];
  };
  /** Pieces that everybody has. */
  readonly always: readonly string[];
  readonly lod: {
    readonly mid: string;
    readonly mid_dress: string;
    readonly far: string;
    readonly far_dress: string;
  };
}

export interface Age {
  readonly size: number;
  /** Scale of the head about the neck. */
  readonly head: number;
  /** Radians that the trunk leans forward. */
  readonly stoop: number;
}

/** Marks of single garments in wardrobe.json. */
interface Marks {
  /** Hair that fits under headwear. */
  readonly under?: string;
  readonly hides_hair?: boolean;
  readonly dress?: boolean;
}

export interface Outfit {
  /** Names of the wardrobe's meshes worn close by. */
  readonly pieces: readonly string[];
  /** The one body drawn at some distance, and the one far away. */
  readonly midPiece: string;
  readonly farPiece: string;
  /** sRGB hex by paint slot of `_RIG`: skin, hair, top, bottom, shoes, accent, headwear. */
  readonly colours: readonly string[];
  readonly size: number;
  /** 0 adult, 1 child, 2 elder. */
  readonly age: number;
  readonly rolls: boolean;
  /** Holds a cane in the right hand. */
  readonly cane: boolean;
}

const CANE = 2;
const PALE = "#f4f1ea";
const WORN: readonly Slot[] = ["glasses", "top", "bottom"];

/** What a person with this look wears. Never fails: unknown choices are the first of their list. */
export function outfitOf(text: string, wardrobe: WardrobeModels): Outfit {
  const look = parseLook(text);
  const garment = (slot: Slot) => garmentOf(wardrobe as Wardrobe, look, slot) as (Garment & Marks) | null;
  const aid = wardrobe.slots.mobility[look.mobility]?.piece;
  const pieces = [...wardrobe.always, ...hairOf(garment("hair"), garment("headwear"))];
  for (const slot of WORN) pieces.push(...pieceOf(garment(slot)));
  if (aid) pieces.push(aid);
  const dress = garment("bottom")?.dress === true;
  return {
    pieces,
    midPiece: dress ? wardrobe.lod.mid_dress : wardrobe.lod.mid,
    farPiece: dress ? wardrobe.lod.far_dress : wardrobe.lod.far,
    colours: coloursOf(look, wardrobe),
    size: (wardrobe.slots.age[look.age]?.size ?? 1) * variety(look),
    age: look.age,
    rolls: look.mobility === WHEELCHAIR,
    cane: look.mobility === CANE,
  };
}

/** For somebody of whom only the place is known yet: one of the offered looks, always the same for an id. */
export function unknownLook(id: number, wardrobe: WardrobeModels): string {
  const { presets } = wardrobe;
  return presets.length > 0 ? presets[(id * 7919) % presets.length] : "";
}

/** A hat is worn with the hair that fits under it, a headscarf over none. */
function hairOf(hair: (Garment & Marks) | null, headwear: (Garment & Marks) | null): string[] {
  if (!headwear) return pieceOf(hair);
  return headwear.hides_hair ? [headwear.piece] : [headwear.piece, ...(hair?.under ? [hair.under] : [])];
}

function pieceOf(garment: Garment | null): string[] {
  return garment ? [garment.piece] : [];
}

function coloursOf(look: Look, wardrobe: WardrobeModels): string[] {
  const { accent } = wardrobe.palettes;
  const chosen = (["skin", "hair_colour", "top_colour", "bottom_colour", "shoes"] as const).map((part) =>
    colourOf(wardrobe as Wardrobe, look, part),
  );
  return [
    ...chosen,
    accent?.[look.top_colour] ?? PALE,
    colourOf(wardrobe as Wardrobe, look, "headwear_colour"),
  ];
}

/** People of one age are not all of one height: a little by their look, the same on every screen. */
function variety(look: Look): number {
  return 0.97 + 0.02 * ((look.hair_colour + look.top_colour + look.bottom) % 4);
}
