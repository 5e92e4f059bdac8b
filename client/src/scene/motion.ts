/**
 * How one person moves between two words from the world: dead reckoning along the gait, and a short blend
 * from where the person was drawn to where the world says. A row of 20 numbers holds it; the vertex shader
 * (people_glsl.ts) and `drawnAt` here read the same row and must stay the same formula.
 */

/** Numbers a row: five RGBA texels. */
export const ROW = 20;

/** Places of the row, texel by texel. Angles are radians clockwise from north, times seconds of the scene's clock. */
export const FIELD = {
  x: 0,
  z: 1,
  yaw: 2,
  since: 3,
  errorX: 4,
  errorZ: 5,
  errorYaw: 6,
  blend_s: 7,
  speed: 8,
  phase: 9,
  phaseRate: 10,
  stride: 11,
  posture: 12,
  gesture: 13,
  gestureStart: 14,
  gestureEnd: 15,
  size: 16,
  age: 17,
  strideBefore: 18,
  y: 19,
} as const;

export const POSTURE = { upright: 0, chair: 1, ground: 2, wheelchair: 3 } as const;
export type Posture = (typeof POSTURE)[keyof typeof POSTURE];

/** Without news for longer than this, a walker stands: the protocol promises one a second. */
export const RECKON_S = 1.5;
/** A jump farther than this is not smoothed: the person was put somewhere else. */
const SNAP_M = 8;
/** Radians of the walking cycle (two steps) a metre, at a walk and at a run. */
const CYCLE_PER_M = { walk: 4.3, run: 2.6 } as const;
/** How quickly a body gets into its stride, and out of it. */
const PACE_PER_S = 12;
const TURN = 2 * Math.PI;
/** Stands for "has not ended". */
export const NEVER_S = 1e9;

/** What the world said of a person, in the scene's units. */
export interface Motion {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly yaw: number;
  readonly speed_m_s: number;
  readonly posture: Posture;
  /** 0, or a gesture of the protocol (16 and up). */
  readonly gesture: number;
}

export interface Drawn {
  x: number;
  y: number;
  z: number;
  yaw: number;
}

/** The signed smallest angle that turns `from` into `to`, −π to π. */
export function angleBetween(from: number, to: number): number {
  const turn = (to - from) % TURN;
  if (turn > Math.PI) return turn - TURN;
  if (turn < -Math.PI) return turn + TURN;
  return turn;
}

/** 0 standing, 1 walking, 2 running: how far arms and legs swing. */
export function strideOf(speed_m_s: number): number {
  if (speed_m_s <= 0) return 0;
  return Math.min(2, Math.max(0.35, speed_m_s <= 1.4 ? speed_m_s / 1.4 : 1 + (speed_m_s - 1.4) / 2.6));
}

function cycleRate(speed_m_s: number): number {
  const run = Math.min(1, Math.max(0, (speed_m_s - 1.4) / 2.6));
  return speed_m_s * (CYCLE_PER_M.walk + (CYCLE_PER_M.run - CYCLE_PER_M.walk) * run);
}

/** What is left of the blend: 1 at its start, 0 at its end. */
function remaining(rows: Float32Array, at: number, now_s: number): number {
  const k = Math.min(
    1,
    Math.max(0, (now_s - field(rows, at, "since")) / Math.max(0.001, field(rows, at, "blend_s"))),
  );
  return 1 - k * k * (3 - 2 * k);
}

function reckoned(rows: Float32Array, at: number, now_s: number): number {
  return Math.min(RECKON_S, Math.max(0, now_s - field(rows, at, "since")));
}

export function field(rows: Float32Array, at: number, name: keyof typeof FIELD): number {
  return rows[at + FIELD[name]];
}

/** Writes where the person of the row at `at` is drawn at `now_s` into `out`. */
export function drawnAt(rows: Float32Array, at: number, now_s: number, out: Drawn): Drawn {
  const rest = remaining(rows, at, now_s);
  const way = field(rows, at, "speed") * reckoned(rows, at, now_s);
  const yaw = field(rows, at, "yaw");
  out.x = field(rows, at, "x") + Math.sin(yaw) * way + field(rows, at, "errorX") * rest;
  out.z = field(rows, at, "z") - Math.cos(yaw) * way + field(rows, at, "errorZ") * rest;
  out.y = field(rows, at, "y");
  out.yaw = yaw + field(rows, at, "errorYaw") * rest;
  return out;
}

function phaseAt(rows: Float32Array, at: number, now_s: number): number {
  return (field(rows, at, "phase") + field(rows, at, "phaseRate") * reckoned(rows, at, now_s)) % TURN;
}

function strideAt(rows: Float32Array, at: number, now_s: number): number {
  const rest = remaining(rows, at, now_s);
  return field(rows, at, "stride") * (1 - rest) + field(rows, at, "strideBefore") * rest;
}

const before: Drawn = { x: 0, y: 0, z: 0, yaw: 0 };

/** Puts a person somewhere at once: first sight, or a jump. */
export function appear(rows: Float32Array, at: number, motion: Motion, now_s: number): void {
  write(rows, at, motion, now_s, 0.001);
  rows.fill(0, at + FIELD.errorX, at + FIELD.errorYaw + 1);
  rows[at + FIELD.phase] = (motion.x * 3.1 + motion.z * 1.7) % TURN;
  rows[at + FIELD.strideBefore] = strideOf(motion.speed_m_s);
}

/** News of a person already drawn: continues from where the eye saw them and arrives in `blend_s`. */
export function move(rows: Float32Array, at: number, motion: Motion, now_s: number, blend_s: number): void {
  drawnAt(rows, at, now_s, before);
  const dx = before.x - motion.x;
  const dz = before.z - motion.z;
  if (dx * dx + dz * dz > SNAP_M * SNAP_M) {
    appear(rows, at, motion, now_s);
    return;
  }
  const phase = phaseAt(rows, at, now_s);
  const stride = strideAt(rows, at, now_s);
  const turn = angleBetween(motion.yaw, before.yaw);
  write(rows, at, motion, now_s, blend_s);
  rows[at + FIELD.errorX] = dx;
  rows[at + FIELD.errorZ] = dz;
  rows[at + FIELD.errorYaw] = turn;
  rows[at + FIELD.phase] = phase;
  rows[at + FIELD.strideBefore] = stride;
}

/** The own person, every frame exactly where they are; only arms and legs change pace softly. */
export function steer(rows: Float32Array, at: number, motion: Motion, now_s: number, dt: number): void {
  const phase = phaseAt(rows, at, now_s);
  const stride = strideAt(rows, at, now_s);
  const pace = stride + (strideOf(motion.speed_m_s) - stride) * (1 - Math.exp(-PACE_PER_S * dt));
  write(rows, at, motion, now_s, 0.001);
  rows.fill(0, at + FIELD.errorX, at + FIELD.errorYaw + 1);
  rows[at + FIELD.phase] = phase;
  rows[at + FIELD.stride] = rows[at + FIELD.strideBefore] = pace;
}

/** A coarse word from afar (FAR): stroll there over `blend_s`, facing the way. */
export function stroll(
  rows: Float32Array,
  at: number,
  x: number,
  z: number,
  now_s: number,
  blend_s: number,
): void {
  drawnAt(rows, at, now_s, before);
  const dx = x - before.x;
  const dz = z - before.z;
  const way = Math.hypot(dx, dz);
  const yaw = way > 0.2 ? Math.atan2(dx, -dz) : before.yaw;
  move(rows, at, { x, y: 0, z, yaw, speed_m_s: 0, posture: POSTURE.upright, gesture: 0 }, now_s, blend_s);
  const speed = Math.min(4, way / blend_s);
  rows[at + FIELD.strideBefore] = strideOf(speed);
  rows[at + FIELD.phaseRate] = cycleRate(speed);
}

function write(rows: Float32Array, at: number, motion: Motion, now_s: number, blend_s: number): void {
  const gestureBefore = field(rows, at, "gesture");
  rows[at + FIELD.x] = motion.x;
  rows[at + FIELD.z] = motion.z;
  rows[at + FIELD.y] = motion.y;
  rows[at + FIELD.yaw] = motion.yaw;
  rows[at + FIELD.since] = now_s;
  rows[at + FIELD.blend_s] = blend_s;
  rows[at + FIELD.speed] = motion.speed_m_s;
  rows[at + FIELD.phaseRate] = cycleRate(motion.speed_m_s);
  rows[at + FIELD.stride] = strideOf(motion.speed_m_s);
  rows[at + FIELD.posture] = motion.posture;
  if (motion.gesture) {
    const goesOn = gestureBefore === motion.gesture && field(rows, at, "gestureEnd") === Math.fround(NEVER_S);
    rows[at + FIELD.gesture] = motion.gesture;
    if (!goesOn) rows[at + FIELD.gestureStart] = now_s;
    rows[at + FIELD.gestureEnd] = NEVER_S;
  } else if (gestureBefore && field(rows, at, "gestureEnd") > now_s) {
    rows[at + FIELD.gestureEnd] = now_s;
  }
}
