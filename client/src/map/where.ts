/** Where somebody is, said with the names of the place: the zone they stand in, or how far they are from one. */

import type { Pose } from "../net/pose";
import type { Zone } from "../ui/config";
import type { Texts } from "../ui/texts";

const AT_M = 10;

/** "You are at the lawn, facing north." */
export function whereIs(pose: Pose, zones: readonly Zone[], texts: Texts): string {
  const angle = (pose.yaw / 256) * 2 * Math.PI;
  const direction = texts.direction(Math.sin(angle), -Math.cos(angle));
  const nearest = nearestZone(pose, zones);
  if (!nearest) return "";
  const dx = pose.x - nearest.x;
  const dz = pose.z - nearest.z;
  const place = nearest.title[texts.lang];
  if (Math.hypot(dx, dz) < AT_M) return texts.say("map.where.at", { place, direction });
  const away = { way: texts.direction(dx, dz), distance: texts.distance(Math.hypot(dx, dz)) };
  return texts.say("map.where", { place, direction, ...away });
}

/** The zone whose middle is nearest, or null where there is none. */
export function nearestZone(pose: Pose, zones: readonly Zone[]): Zone | null {
  let best: Zone | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const zone of zones) {
    const distance = Math.hypot(pose.x - zone.x, pose.z - zone.z);
    if (distance < least) {
      best = zone;
      least = distance;
    }
  }
  return best;
}
