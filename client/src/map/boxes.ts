/** Boxes on the map, in CSS pixels of the whole map: what is within the window, and what would cover what. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Word {
  /** Where the word may stand, the best first. */
  readonly boxes: readonly Box[];
  /** A dot that belongs to the word: it stays, and other words keep clear of it. */
  readonly dot: Box | null;
}

/**
 * For each word the number of the box in which it stands, the first words before the others: wholly in the window and
 * over nothing, neither another word or its dot nor `obstacles`; −1 where none is free.
 */
export function standing(words: readonly Word[], window: Box, obstacles: readonly Box[] = []): number[] {
  const taken = [...obstacles, ...words.flatMap(({ dot }) => (dot ? [dot] : []))];
  return words.map(({ boxes, dot }) => {
    const free = (box: Box) =>
      within(box, window) && !taken.some((other) => other !== dot && overlap(box, other));
    const stands = boxes.findIndex(free);
    if (stands >= 0) taken.push(boxes[stands]);
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
