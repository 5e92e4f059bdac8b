/** When to come back after the line to the world was lost, and whether at all. */

export type Loss =
  /** Come back with the pass. */
  | "line"
  /** The pass or ticket is not taken any more: ask the web for a new one. */
  | "ticket"
  /** Nobody more fits in: try again slowly. */
  | "full"
  /** Staff have removed this person. */
  | "removed"
  /** This client and the world do not understand each other. */
  | "protocol";

const LOSSES: Readonly<Record<number, Loss>> = {
  4001: "ticket",
  4002: "protocol",
  4003: "removed",
  4008: "full",
};

/** What a WebSocket close code of docs/protocol.md means for coming back. */
export function lossOf(code: number): Loss {
  return LOSSES[code] ?? "line";
}

const FIRST_S = 0.2;
const GROWTH = 1.6;
const MOST_S = 3;
const FULL_S = 5;

/** Seconds to wait before attempt 0, 1, 2…; `random` in [0, 1) spreads many clients over ± 30 %. */
export function delay_s(attempt: number, loss: Loss, random: number): number {
  const spread = 0.7 + 0.6 * random;
  if (loss === "full") return FULL_S * spread;
  return Math.min(MOST_S, FIRST_S * GROWTH ** attempt * spread);
}
