/** What the months do to leaves, as Seoul's streets show it: green to September, gold in November, bare brown to March. */

export interface Season {
  /** How far leaves have turned to gold and red, 0 to 1. */
  readonly turned: number;
  /** How far they have withered, 0 to 1. */
  readonly withered: number;
}

/** [turned, withered] of January to December. */
const MONTHS: readonly (readonly [number, number])[] = [
  [1, 0.85],
  [1, 0.85],
  [0.6, 0.6],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [0.08, 0],
  [0.55, 0],
  [1, 0.05],
  [1, 0.65],
];

/** The season of a month, 1 to 12. */
export function seasonOf(month: number): Season {
  const [turned, withered] = MONTHS[month - 1] ?? [0, 0];
  return { turned, withered };
}
