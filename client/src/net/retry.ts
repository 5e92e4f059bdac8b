/** When to come back after the line to the world was lost, and whether at all. */

export type Loss =
  /** Come back with the pass. */
  | "line"
  /** The pass or ticket is not taken any more: ask the web for a new one. */
  | "ticket"
  /** Nobody more fits in: try again slowly. */
  | "full"
  /** Too many connections from this network: try again slowly. */
  | "busy"
  /** Staff have removed this person. */
  | "removed"
  /** The same visit goes on in another window. */
  | "elsewhere"
  /** This client and the world do not understand each other. */
  | "protocol";

const LOSSES: Readonly<Record<number, Loss>> = {
  4001: "ticket",
  4002: "protocol",
  4003: "removed",
  4005: "elsewhere",
  4008: "full",
  1009: "protocol",
  1013: "busy",
};

/** What a WebSocket close code of docs/protocol.md means for coming back. */
export function lossOf(code: number): Loss {
  return LOSSES[code] ?? "line";
}

const FIRST_S = 0.2;
const FIRST_SPREAD_S = 0.6;
const BASE_S = 0.4;
const GROWTH = 1.25;
const MOST_S = 3;
const SLOW_S = 5;

/**
 * Seconds to wait before attempt 0, 1, 2…; `random` in [0, 1) spreads a whole square of clients. The first five
 * seconds have about five attempts, so that everybody is back soon after a restart.
 */
export function delay_s(attempt: number, loss: Loss, random: number): number {
  const spread = 0.7 + 0.6 * random;
  if (loss === "full" || loss === "busy") return SLOW_S * spread;
  if (attempt === 0) return FIRST_S + FIRST_SPREAD_S * random;
  return Math.min(MOST_S, BASE_S * GROWTH ** attempt * spread);
}
