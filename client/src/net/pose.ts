/** Where a body is and what it does: metres from the place's north-west corner, yaw in 1/256 turns. */

export interface Pose {
  /** Metres east of the place's west edge. */
  x: number;
  /** Metres above the ground. */
  y: number;
  /** Metres south of the place's north edge. */
  z: number;
  /** 0 (north) up to 256, clockwise; may carry a fraction, the wire rounds it. */
  yaw: number;
  /** One of `GAIT`, or a gesture from 16 up. */
  gait: number;
}

/** Gaits and gestures of docs/protocol.md. */
export const GAIT = {
  stand: 0,
  walk: 1,
  run: 2,
  sit: 3,
  roll: 4,
  wave: 16,
  bow: 17,
  clap: 18,
  heart: 19,
  dance: 20,
  nod: 21,
} as const;

export const GESTURES = ["wave", "bow", "clap", "heart", "dance", "nod"] as const;
export type Gesture = (typeof GESTURES)[number];

const SPEED_M_S: Readonly<Record<number, number>> = {
  [GAIT.walk]: 1.4,
  [GAIT.run]: 4,
  [GAIT.roll]: 1.4,
};

/** Metres a second at which a receiver extrapolates this gait. */
export function speedOf(gait: number): number {
  return SPEED_M_S[gait] ?? 0;
}

export function isGesture(gait: number): boolean {
  return gait >= GAIT.wave;
}

/** Radians clockwise from north. Forward is (sin a, −cos a) in (x, z). */
export function radiansOf(yaw: number): number {
  return (yaw / 256) * 2 * Math.PI;
}

/** The yaw (0–256) that looks along (dx, dz). */
export function yawTowards(dx: number, dz: number): number {
  const turns = Math.atan2(dx, -dz) / (2 * Math.PI);
  return (((turns % 1) + 1) % 1) * 256;
}

/** The smallest signed turn from one yaw to another, −128 to 128. */
export function turnBetween(from: number, to: number): number {
  return ((((to - from + 128) % 256) + 256) % 256) - 128;
}

/** Writes into `out` where `pose` is after `seconds` along its yaw at its gait's speed. */
export function extrapolate(pose: Pose, seconds: number, out: Pose): Pose {
  const way = speedOf(pose.gait) * seconds;
  const angle = radiansOf(pose.yaw);
  out.x = pose.x + Math.sin(angle) * way;
  out.y = pose.y;
  out.z = pose.z - Math.cos(angle) * way;
  out.yaw = pose.yaw;
  out.gait = pose.gait;
  return out;
}

export function copyPose(pose: Pose): Pose {
  return { x: pose.x, y: pose.y, z: pose.z, yaw: pose.yaw, gait: pose.gait };
}
