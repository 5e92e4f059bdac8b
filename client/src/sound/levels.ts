/** How loud the square is where one stands: pure numbers from distances, so that they can be tested without ears. */

import { GAIT } from "../net/pose";

/** Metres from which nothing is heard any more. */
export const FOUNTAIN_HEARD_M = 45;
const STEP_HEARD_M = 14;
const MURMUR_HEARD_M = 20;
const MURMUR_FULL = 25;

/** 0…1: the fountain from `distance_m` of its middle. */
export function fountainLevel(distance_m: number): number {
  const nearness = Math.max(0, 1 - distance_m / FOUNTAIN_HEARD_M);
  return nearness * nearness;
}

/** 0…1: the murmur of people at these distances; it grows ever more slowly with their number. */
export function murmurLevel(distances_m: Iterable<number>): number {
  let people = 0;
  for (const distance of distances_m) {
    if (distance < MURMUR_HEARD_M) people += 1 - distance / MURMUR_HEARD_M;
  }
  return Math.min(1, Math.log1p(people) / Math.log1p(MURMUR_FULL));
}

/** 0…1: a step of somebody at `distance_m`; the own steps are at 0. */
export function stepLevel(distance_m: number): number {
  const nearness = Math.max(0, 1 - distance_m / STEP_HEARD_M);
  return (distance_m < 0.5 ? 0.5 : 0.3) * nearness * nearness;
}

/** Seconds between two steps at a gait; null for who makes none (standing, sitting, rolling). */
export function stepEvery_s(gait: number): number | null {
  if (gait === GAIT.walk) return 0.52;
  return gait === GAIT.run ? 0.3 : null;
}
