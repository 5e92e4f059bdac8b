/** Pictures that staff put up on boards: their addresses, and what is read out of a thing. */

import type { Lang, PlaceObject } from "./config";

/** Where the picture of this id is, for everybody once it is published. */
export function pictureUrl(id: string): string {
  return `/places/pictures/${encodeURIComponent(id)}.webp`;
}

/** What a thing says: its own words, and what its picture shows; empty for most. */
export function wordsOf(object: PlaceObject, lang: Lang): string {
  const shows = object.picture ? object.alt?.[lang] : undefined;
  return [shows, object.text?.[lang]].filter(Boolean).join(" ");
}
