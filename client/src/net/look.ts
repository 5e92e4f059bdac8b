/** How a person looks, as a short string; the same grammar as madang/protocol/look.py. Reading never fails. */

export interface Look {
  skin: number;
  hair: number;
  hair_colour: number;
  headwear: number;
  headwear_colour: number;
  glasses: number;
  top: number;
  top_colour: number;
  bottom: number;
  bottom_colour: number;
  shoes: number;
  /** 0 adult, 1 child, 2 elder. */
  age: number;
  /** 0 walks, 1 wheelchair, 2 cane. */
  mobility: number;
  /** 1: agrees to be in the pictures that others take. */
  pictured: number;
}

/** What an editor of looks offers. */
export type LookPart = Exclude<keyof Look, "pictured">;
type Token = keyof Look;

export const WHEELCHAIR = 1;

const LOOK_CHARS = 64;
const LARGEST: Partial<Record<Token, number>> = { age: 2, mobility: 2, pictured: 1 };
const TOKENS: readonly (readonly [string, ...Token[]])[] = [
  ["k", "skin"],
  ["h", "hair", "hair_colour"],
  ["w", "headwear", "headwear_colour"],
  ["g", "glasses"],
  ["t", "top", "top_colour"],
  ["b", "bottom", "bottom_colour"],
  ["s", "shoes"],
  ["a", "age"],
  ["m", "mobility"],
  ["p", "pictured"],
];
/** Said only by who agrees, so that all other looks stay as they were. */
const OPTIONAL = "p";

/** The look that a string describes; unknown tokens are ignored, what is missing or out of range is 0. */
export function parseLook(text: string): Look {
  const look = Object.fromEntries(TOKENS.flatMap(([, ...parts]) => parts.map((part) => [part, 0])));
  for (const token of text.slice(0, LOOK_CHARS).split(".")) {
    const parts = TOKENS.find(([letter]) => letter === token.charAt(0))?.slice(1) as Token[] | undefined;
    if (!parts || !/^[0-9a-z]*$/.test(token.slice(1))) continue;
    parts.forEach((part, place) => {
      const value = Number.parseInt(token.charAt(place + 1) || "0", 36);
      look[part] = value <= (LARGEST[part] ?? 35) ? value : 0;
    });
  }
  return look as unknown as Look;
}

/** The canonical string: every token once, in the order of the grammar; `p` only as `p1`. */
export function formatLook(look: Look): string {
  return TOKENS.filter(([letter]) => letter !== OPTIONAL || look.pictured > 0)
    .map(([letter, ...parts]) => letter + parts.map((part) => look[part].toString(36)).join(""))
    .join(".");
}

/** A look with the word that its person agrees to be in others' pictures, or without it. */
export function withAgreement(look: string, agrees: boolean): string {
  return look === "" ? look : formatLook({ ...parseLook(look), pictured: agrees ? 1 : 0 });
}
