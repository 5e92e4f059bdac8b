/**
 * The light of a place as plain values: one structure that sky, buildings, people and boards all read,
 * so that a later hour of the day is another `Light`, not another shader.
 */
import { Color, Vector3 } from "three";

/** Colours are sRGB hex; strengths multiply the linear colour; distances are metres. */
export interface Light {
  /** Points from the ground towards the sun; the shell's baked shadows assume the same direction. */
  readonly towardsSun: readonly [number, number, number];
  readonly sun: { readonly colour: string; readonly strength: number };
  readonly skyLight: { readonly colour: string; readonly strength: number };
  readonly groundLight: { readonly colour: string; readonly strength: number };
  readonly sky: {
    readonly zenith: string;
    readonly middle: string;
    readonly horizon: string;
    readonly glow: string;
  };
  readonly clouds: { readonly lit: string; readonly shaded: string; readonly cover: number };
  readonly fog: { readonly colour: string; readonly near_m: number; readonly far_m: number };
  readonly shadow: { readonly colour: string; readonly strength: number };
  readonly exposure: number;
}

/** A clear early-summer forenoon. */
export const DAYLIGHT: Light = {
  towardsSun: [-0.5, 0.62, 0.6],
  sun: { colour: "#ffedd0", strength: 2.7 },
  skyLight: { colour: "#d6e6ff", strength: 2.55 },
  groundLight: { colour: "#b9ae98", strength: 1.35 },
  sky: { zenith: "#3f8ddb", middle: "#93c6f0", horizon: "#e9f2f6", glow: "#fff1d6" },
  clouds: { lit: "#ffffff", shaded: "#c9d9e8", cover: 0.47 },
  fog: { colour: "#d5e6f1", near_m: 120, far_m: 1150 },
  shadow: { colour: "#0a1020", strength: 0.46 },
  exposure: 1,
};

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
    cloudLit: { value: new Color() },
    cloudShaded: { value: new Color() },
    cloudCover: { value: 0 },
    shadowColour: { value: new Color() },
    shadowStrength: { value: 0 },
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
  uniforms.cloudLit.value.set(light.clouds.lit);
  uniforms.cloudShaded.value.set(light.clouds.shaded);
  uniforms.cloudCover.value = light.clouds.cover;
  uniforms.shadowColour.value.set(light.shadow.colour);
  uniforms.shadowStrength.value = light.shadow.strength;
}
