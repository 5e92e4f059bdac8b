/** The link of an invitation: place and spot, the moment, and a word that names nobody. */

import { GAIT, type Pose } from "../net/pose";

export interface Invitation {
  readonly pose: Pose;
  /** ISO 8601 as written in the link, without seconds; empty when it has none. */
  readonly when: string;
  readonly word: string;
}

const SPOT = /^(\d{1,5}),(\d{1,5})(?:,(\d{1,3}))?$/;
const WORD = /^[A-Za-z0-9_-]{6,24}$/;
const WHEN = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z$/;
export const PARTS = ["spot", "when", "with"] as const;

/** What an address says about an invitation, or null. */
export function readInvitation(query: URLSearchParams): Invitation | null {
  const spot = SPOT.exec(query.get("spot") ?? "");
  if (!spot) return null;
  const [x, z, yaw] = spot.slice(1).map((part) => Number(part ?? 0));
  const when = WHEN.exec(query.get("when") ?? "");
  const word = query.get("with") ?? "";
  return {
    pose: { x: (x ?? 0) / 100, y: 0, z: (z ?? 0) / 100, yaw: (yaw ?? 0) & 255, gait: GAIT.stand },
    when: when ? `${when.slice(1, 4).join("-")}T${when[4]}:${when[5]}Z` : "",
    word: WORD.test(word) ? word : "",
  };
}

/** The words of a link to `pose` at `now`. */
export function invitationQuery(pose: Pose, now: Date, word: string): string {
  const spot = [pose.x * 100, pose.z * 100, pose.yaw].map((part) => Math.round(part)).join(",");
  const when = `${now.toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
  return `spot=${spot}&when=${when}${word ? `&with=${encodeURIComponent(word)}` : ""}`;
}
