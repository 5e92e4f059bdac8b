/** Which of many overlapping boxes on the screen to show: the most important first, none over another. */

export interface Box {
  readonly key: number;
  /** Centre and size in CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Smaller is shown rather; usually the distance in metres. */
  readonly rank: number;
}

/** Space kept free between two boxes, CSS pixels. */
const GAP_PX = 4;

function overlap(a: Box, b: Box): boolean {
  return (
    Math.abs(a.x - b.x) * 2 < a.width + b.width + GAP_PX * 2 &&
    Math.abs(a.y - b.y) * 2 < a.height + b.height + GAP_PX * 2
  );
}

/** The keys of at most `most` boxes, by rank, of which no two overlap. */
export function declutter(boxes: readonly Box[], most: number): Set<number> {
  const shown: Box[] = [];
  const byRank = [...boxes].sort((a, b) => a.rank - b.rank || a.key - b.key);
  for (const box of byRank) {
    if (shown.length >= most) break;
    if (!shown.some((other) => overlap(box, other))) shown.push(box);
  }
  return new Set(shown.map((box) => box.key));
}

/**
 * Lifts boxes that overlap until none does; the first keeps its place. Answers for each box how many pixels
 * it goes up, in the order given.
 */
export function stack(boxes: readonly Box[]): number[] {
  const placed: Box[] = [];
  return boxes.map((box) => {
    let lifted = box;
    for (let tries = 0; tries < boxes.length; tries++) {
      const hit = placed.find((other) => overlap(lifted, other));
      if (!hit) break;
      lifted = { ...lifted, y: hit.y - (hit.height + lifted.height) / 2 - GAP_PX };
    }
    placed.push(lifted);
    return box.y - lifted.y;
  });
}
