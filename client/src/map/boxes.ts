/** Boxes on the map, in CSS pixels of the whole map: what is within the window, and what would cover what. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Word {
  /** Where the word stands. */
  readonly box: Box;
  /** A dot that belongs to the word: it stays, and other words keep clear of it. */
  readonly dot: Box | null;
}

/** Which words can stand, the first ones before the others: wholly in the window, and over nothing. */
export function standing(words: readonly Word[], window: Box): boolean[] {
  const taken = words.flatMap(({ dot }) => (dot ? [dot] : []));
  return words.map(({ box, dot }) => {
    const stands = within(box, window) && !taken.some((other) => other !== dot && overlap(box, other));
    if (stands) taken.push(box);
    return stands;
  });
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

export function within(box: Box, window: Box): boolean {
  return (
    box.left >= window.left &&
    box.right <= window.right &&
    box.top >= window.top &&
    box.bottom <= window.bottom
  );
}
