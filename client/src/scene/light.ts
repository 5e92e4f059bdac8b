/**
 * The light of a place as plain values: one structure that sky, buildings, people and boards all read,
 * so that another hour of the day is another `Light`, not another shader. hours.ts reckons it from the sun.
 */
import { Color, Vector2, Vector3 } from "three";

export type Direction = readonly [number, number, number];

/** A colour (sRGB hex) and what its linear value is multiplied with. */
export interface Glow {
  readonly colour: string;
  readonly strength: number;
}

/** Distances are metres; directions point from the ground towards what shines. */
export interface Light {
  /** Where most light comes from: the sun, and at night a mild light from above. */
  readonly towardsSun: Direction;
  readonly sun: Glow;
  readonly skyLight: Glow;
  readonly groundLight: Glow;
  readonly sky: {
    readonly zenith: string;
    readonly middle: string;
    readonly horizon: string;
    readonly glow: string;
    /** How wide the glow lies along the horizon under the sun: 0 by day, 1 at sunset. */
    readonly band: number;
    readonly stars: number;
  };
  /** Where the discs of sun and moon are drawn; the moon is lit from the sun's side. */
  readonly sunDisc: Direction;
  readonly moonDisc: Direction;
  readonly clouds: { readonly lit: string; readonly shaded: string; readonly cover: number };
  readonly fog: { readonly colour: string; readonly near_m: number; readonly far_m: number };
  readonly shadow: { readonly colour: string; readonly strength: number };
  /** How much of a thrown shadow there is beside the contact under the feet, 0 to 1. */
  readonly thrown: number;
  /** Street lamps, lit façades and signs: 0 off, 1 full. */
  readonly lamps: number;
  /** The share of windows behind which there is light. */
  readonly windows: number;
  readonly exposure: number;
}

/** The same light as shader uniforms, shared by reference between all materials. */
export function lightUniforms(light: Light) {
  const uniforms = {
    towardsSun: { value: new Vector3() },
    sunLight: { value: new Color() },
    skyLight: { value: new Color() },
    groundLight: { value: new Color() },
    skyZenith: { value: new Color() },
    skyMiddle: { value: new Color() },
    skyHorizon: { value: new Color() },
    skyGlow: { value: new Color() },
    skyBand: { value: 0 },
    stars: { value: 0 },
    sunDisc: { value: new Vector3() },
    moonDisc: { value: new Vector3() },
    cloudLit: { value: new Color() },
    cloudShaded: { value: new Color() },
    cloudCover: { value: 0 },
    shadowColour: { value: new Color() },
    shadowStrength: { value: 0 },
    thrown: { value: 1 },
    lamps: { value: 0 },
    windows: { value: 0 },
    /** How far leaves have turned and how bare they are, 0 to 1 each: seasons.ts. */
    season: { value: new Vector2() },
  };
  setLight(uniforms, light);
  return uniforms;
}

export type LightUniforms = ReturnType<typeof lightUniforms>;

/** Writes another light into the shared uniforms; everything drawn next frame follows. */
export function setLight(uniforms: LightUniforms, light: Light): void {
  uniforms.towardsSun.value.set(...light.towardsSun).normalize();
  uniforms.sunLight.value.set(light.sun.colour).multiplyScalar(light.sun.strength);
  uniforms.skyLight.value.set(light.skyLight.colour).multiplyScalar(light.skyLight.strength);
  uniforms.groundLight.value.set(light.groundLight.colour).multiplyScalar(light.groundLight.strength);
  uniforms.skyZenith.value.set(light.sky.zenith);
  uniforms.skyMiddle.value.set(light.sky.middle);
  uniforms.skyHorizon.value.set(light.sky.horizon);
  uniforms.skyGlow.value.set(light.sky.glow);
  uniforms.skyBand.value = light.sky.band;
  uniforms.stars.value = light.sky.stars;
  uniforms.sunDisc.value.set(...light.sunDisc).normalize();
  uniforms.moonDisc.value.set(...light.moonDisc).normalize();
  uniforms.cloudLit.value.set(light.clouds.lit);
  uniforms.cloudShaded.value.set(light.clouds.shaded);
  uniforms.cloudCover.value = light.clouds.cover;
  uniforms.shadowColour.value.set(light.shadow.colour);
  uniforms.shadowStrength.value = light.shadow.strength;
  uniforms.thrown.value = light.thrown;
  uniforms.lamps.value = light.lamps;
  uniforms.windows.value = light.windows;
}
