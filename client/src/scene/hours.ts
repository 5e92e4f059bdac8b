/** The light of each hour: a handful of painted moments by the sun's height, and everything between them mixed. */
import { Color } from "three";
import type { Direction, Light } from "./light";
import { moonAt, sunAt, towards } from "./sun";

/** Where a place lies: degrees; `bearing` is where its own north looks, clockwise from true north. */
export interface Geo {
  readonly lat: number;
  readonly lon: number;
  readonly bearing: number;
}

type Painted = Omit<Light, "towardsSun" | "sunDisc" | "moonDisc">;

const DAY: Painted = {
  sun: { colour: "#ffedd0", strength: 2.75 },
  skyLight: { colour: "#d6e6ff", strength: 2.45 },
  groundLight: { colour: "#b9ae98", strength: 1.35 },
  sky: { zenith: "#3f8ddb", middle: "#93c6f0", horizon: "#e9f2f6", glow: "#fff1d6", band: 0, stars: 0 },
  clouds: { lit: "#ffffff", shaded: "#c9d9e8", cover: 0.47 },
  fog: { colour: "#d5e6f1", near_m: 120, far_m: 1150 },
  shadow: { colour: "#0a1020", strength: 0.46 },
  thrown: 1,
  lamps: 0,
  windows: 0.04,
  exposure: 1,
};

/** The sun a hand over the roofs: long shadows, honey on the stone. */
const GOLDEN: Painted = {
  ...DAY,
  sun: { colour: "#ffc98a", strength: 2.7 },
  skyLight: { colour: "#c9d5f2", strength: 2.05 },
  groundLight: { colour: "#c7a686", strength: 1.2 },
  sky: { zenith: "#4a82c8", middle: "#a9c4e0", horizon: "#fbe3c0", glow: "#ffd09a", band: 0.45, stars: 0 },
  clouds: { lit: "#fff0da", shaded: "#c3c4d6", cover: 0.48 },
  fog: { colour: "#e9dccb", near_m: 110, far_m: 1100 },
  windows: 0.12,
};

const SUNSET: Painted = {
  ...DAY,
  sun: { colour: "#ff9a5c", strength: 1.25 },
  skyLight: { colour: "#a9b2dc", strength: 1.7 },
  groundLight: { colour: "#b58e7c", strength: 1.05 },
  sky: { zenith: "#39609f", middle: "#8b98c4", horizon: "#f6b98c", glow: "#ff9d5e", band: 1, stars: 0 },
  clouds: { lit: "#ffc9a0", shaded: "#8d86ac", cover: 0.5 },
  fog: { colour: "#c9aea6", near_m: 110, far_m: 1000 },
  shadow: { colour: "#0a1020", strength: 0.4 },
  thrown: 0.55,
  lamps: 0.5,
  windows: 0.42,
};

/** The blue hour. */
const DUSK: Painted = {
  ...DAY,
  sun: { colour: "#8fa3e0", strength: 0.02 },
  skyLight: { colour: "#8a9ad4", strength: 1.75 },
  groundLight: { colour: "#c79c78", strength: 1.25 },
  sky: { zenith: "#142a5e", middle: "#38559b", horizon: "#b98f9c", glow: "#f08a62", band: 0.75, stars: 0.15 },
  clouds: { lit: "#7a7fae", shaded: "#3f4b7c", cover: 0.5 },
  fog: { colour: "#5b628f", near_m: 90, far_m: 950 },
  shadow: { colour: "#050a1c", strength: 0.38 },
  thrown: 0,
  lamps: 1,
  windows: 0.62,
};

/** Not black: a square under lamps, and a city's glow on the haze. */
const NIGHT: Painted = {
  ...DUSK,
  sun: { colour: "#9db4ff", strength: 0.3 },
  skyLight: { colour: "#7f8fc4", strength: 1.5 },
  groundLight: { colour: "#d0a070", strength: 1.25 },
  sky: { zenith: "#070f2a", middle: "#12214a", horizon: "#3d3f63", glow: "#6a6f9c", band: 0, stars: 1 },
  clouds: { lit: "#39426e", shaded: "#1b2650", cover: 0.42 },
  fog: { colour: "#262f56", near_m: 90, far_m: 900 },
  windows: 0.46,
};

/** By the sun's height in degrees, from low to high. */
const MOMENTS: readonly (readonly [altitude: number, light: Painted])[] = [
  [-13, NIGHT],
  [-5.5, DUSK],
  [-0.5, SUNSET],
  [7, GOLDEN],
  [24, DAY],
];

/** What falls on things in a room: its lamps, and by day what comes in through the glass. */
type Room = Pick<Light, "sun" | "skyLight" | "groundLight" | "lamps">;

const ROOM_BY_DAY: Room = {
  sun: { colour: "#fff4e2", strength: 1.15 },
  skyLight: { colour: "#fbf6ec", strength: 2.3 },
  groundLight: { colour: "#e8dcc8", strength: 1.9 },
  lamps: 0.55,
};

const ROOM_BY_NIGHT: Room = {
  sun: { colour: "#ffecd0", strength: 1.0 },
  skyLight: { colour: "#f9ebd6", strength: 1.9 },
  groundLight: { colour: "#e0cbac", strength: 1.6 },
  lamps: 1,
};

const ROOM = {
  towardsSun: [-0.25, 0.75, 0.6],
  shadow: { colour: "#1a1510", strength: 0.3 },
  thrown: 0,
  windows: 1,
} as const;
/** From this height of the sun a room is as bright as it gets, degrees; below the other its lamps are all there is. */
const BRIGHT_ABOVE = 20;
const DARK_BELOW = -6;

/** Where the mild light of the night comes from, once the sun gives none. */
const NIGHT_KEY: Direction = [0.35, 0.82, 0.45];
/** Below this the sun lights nothing, so the light may come from elsewhere unseen. */
const KEY_CHANGES_AT = -5.5;
/** Sunlight lower than this would only graze: it is lifted, for what it shows and for shadows of some end. */
const LOWEST_KEY = 5;

/** The light over a place under the open sky at `unix_ms`. */
export function outdoorLight(unix_ms: number, geo: Geo): Light {
  const sun = sunAt(unix_ms, geo.lat, geo.lon);
  const key = { ...sun, altitude: Math.max(LOWEST_KEY, sun.altitude) };
  return {
    ...paintedAt(sun.altitude),
    towardsSun: sun.altitude < KEY_CHANGES_AT ? NIGHT_KEY : towards(key, geo.bearing),
    sunDisc: towards(sun, geo.bearing),
    moonDisc: towards(moonAt(unix_ms, geo.lat, geo.lon), geo.bearing),
  };
}

/** The light in a room through whose glass one sees the sky of `outside` while the sun stands at that height. */
export function indoorLight(outside: Light, altitude: number): Light {
  const day = Math.min(1, Math.max(0, (altitude - DARK_BELOW) / (BRIGHT_ABOVE - DARK_BELOW)));
  const fog = { ...outside.fog, near_m: 150 };
  return { ...outside, ...ROOM, ...mixed(ROOM_BY_NIGHT, ROOM_BY_DAY, day), fog, exposure: 1 };
}

/** What the sky's painter would mix for a sun at that height, degrees. */
export function paintedAt(altitude: number): Painted {
  let lower = MOMENTS[0] as (typeof MOMENTS)[number];
  for (const upper of MOMENTS) {
    if (altitude <= upper[0]) {
      const share = upper[0] === lower[0] ? 1 : Math.max(0, (altitude - lower[0]) / (upper[0] - lower[0]));
      return mixed(lower[1], upper[1], share);
    }
    lower = upper;
  }
  return lower[1];
}

/** Numbers are mixed as they are, colours in linear light, and what holds them piece by piece. */
function mixed<T>(from: T, to: T, share: number): T {
  if (typeof from === "number") return (from + ((to as number) - from) * share) as T;
  if (typeof from === "string") {
    return `#${new Color(from).lerp(new Color(to as string), share).getHexString()}` as T;
  }
  const parts = Object.keys(from as object) as (keyof T)[];
  return Object.fromEntries(parts.map((part) => [part, mixed(from[part], to[part], share)])) as T;
}
