/** The sky: a gradient with a sun and drifting clouds on a dome that is always around the camera. */
import {
  BackSide,
  DataTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  Mesh,
  RedFormat,
  RepeatWrapping,
  ShaderMaterial,
  SphereGeometry,
} from "three";
import type { LightUniforms } from "./light";
import { cloudNoise } from "./noise";

/** `vec3 skyAt(direction, disc)`: the clear sky in a direction; `disc` is how bright the sun's disc is. */
export const SKY_GLSL = /* glsl */ `
uniform vec3 sunDisc, skyZenith, skyMiddle, skyHorizon, skyGlow;
uniform float skyBand;
vec3 skyAt(vec3 direction, float disc) {
  float height = max(direction.y, 0.0);
  vec3 colour = mix(skyHorizon, skyMiddle, smoothstep(0.0, 0.24, height));
  colour = mix(colour, skyZenith, smoothstep(0.14, 0.8, height));
  float s = max(dot(direction, sunDisc), 0.0);
  float along = 0.5 + 0.5 * dot(normalize(direction.xz + 1e-5), normalize(sunDisc.xz + 1e-5));
  colour = mix(colour, skyGlow, skyBand * along * along * 0.75 * exp(-height * 7.0));
  return colour + skyGlow * (0.30 * pow(s, 24.0) + 0.12 * pow(s, 4.0) + disc * smoothstep(0.9992, 0.9996, s));
}`;

const VERTEX = /* glsl */ `
varying vec3 vDirection;
void main() {
  vDirection = position;
  vec4 clip = projectionMatrix * mat4(mat3(viewMatrix)) * vec4(position, 1.0);
  gl_Position = clip.xyww;
}`;

const FRAGMENT = /* glsl */ `
varying vec3 vDirection;
uniform sampler2D cloudMap;
uniform vec3 cloudLit, cloudShaded, moonDisc;
uniform float cloudCover, drift, stars;
${SKY_GLSL}
/** A few bright stars, as a city shows: at most one in each cell of a grid over the sky. */
float starAt(vec3 direction) {
  vec2 p = direction.xz / (direction.y + 0.35) * 26.0;
  vec2 cell = floor(p);
  vec3 chance = fract(sin(dot(cell, vec2(127.1, 311.7)) + vec3(0.0, 1.7, 4.1)) * 43758.5453);
  float size = 0.035 + 0.05 * chance.z;
  return step(0.82, chance.x) * smoothstep(size, 0.0, length(p - cell - 0.25 - 0.5 * chance.yz)) * (0.35 + 0.65 * chance.y);
}
/** The moon's disc, lit from where the sun is: its phase comes by itself. */
vec4 moonAt(vec3 direction) {
  vec3 across = normalize(cross(vec3(0.0, 1.0, 0.0), moonDisc));
  vec2 at = vec2(dot(direction, across), dot(direction, cross(moonDisc, across))) / 0.016;
  float r = dot(at, at);
  if (r > 1.0) return vec4(0.0);
  vec3 surface = across * at.x + cross(moonDisc, across) * at.y - moonDisc * sqrt(1.0 - r);
  float lit = smoothstep(-0.06, 0.12, dot(surface, sunDisc));
  float grey = 0.86 + 0.14 * sin(at.x * 5.0 + 1.0) * sin(at.y * 4.0 + at.x * 3.0);
  return vec4(vec3(1.0, 0.97, 0.90) * grey, lit * smoothstep(1.0, 0.86, r));
}
float cloudAt(vec2 p) {
  float broad = texture2D(cloudMap, p * 0.10 + vec2(drift, 0.11)).r;
  float middle = texture2D(cloudMap, p * 0.29 + vec2(drift * 1.7, 0.37)).r;
  #ifdef FINE
    float fine = texture2D(cloudMap, p * 0.97 + vec2(drift * 2.3, 0.71)).r;
    return broad * 0.60 + middle * 0.27 + fine * 0.13;
  #else
    return broad * 0.68 + middle * 0.32;
  #endif
}
void main() {
  vec3 direction = normalize(vDirection);
  vec3 colour = skyAt(direction, 4.0);
  if (direction.y > 0.02) {
    vec2 p = direction.xz / (direction.y + 0.16) * 1.35;
    float thickness = cloudAt(p);
    float edge = 1.0 - cloudCover;
    float cover = smoothstep(edge, edge + 0.13, thickness);
    #ifdef FINE
      float towards = cloudAt(p + sunDisc.xz * 0.32);
      float lit = clamp(0.62 + (thickness - towards) * 3.2, 0.0, 1.0);
    #else
      float lit = 0.5 + 0.5 * cover;
    #endif
    vec3 cloud = mix(cloudShaded, cloudLit, lit);
    if (stars > 0.0) colour += stars * 0.8 * starAt(direction) * smoothstep(0.05, 0.35, direction.y);
    if (dot(direction, moonDisc) > 0.9998) {
      vec4 moon = moonAt(direction);
      colour = mix(colour, moon.rgb * mix(0.85, 1.25, stars), moon.a * mix(0.35, 1.0, stars));
    }
    colour = mix(colour, cloud, 0.9 * cover * smoothstep(0.02, 0.24, direction.y));
  }
  gl_FragColor = vec4(colour, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

const NOISE_SIZE = 256;
/** One turn of the cloud texture in this many seconds. */
const DRIFT_PERIOD_S = 1800;

export interface Sky {
  readonly mesh: Mesh;
  /** Moves the clouds to where they are `seconds` after the start. */
  drift(seconds: number): void;
  /** Clouds with light and shade and fine edges, or plain ones for slow machines. */
  setFine(fine: boolean): void;
}

export function makeSky(light: LightUniforms): Sky {
  const clouds = new DataTexture(cloudNoise(NOISE_SIZE), NOISE_SIZE, NOISE_SIZE, RedFormat);
  clouds.wrapS = clouds.wrapT = RepeatWrapping;
  clouds.magFilter = LinearFilter;
  clouds.minFilter = LinearMipmapLinearFilter;
  clouds.generateMipmaps = true;
  clouds.needsUpdate = true;
  const drift = { value: 0 };
  const material = new ShaderMaterial({
    name: "sky",
    side: BackSide,
    depthWrite: false,
    uniforms: { ...light, cloudMap: { value: clouds }, drift },
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    defines: { FINE: "" },
  });
  const mesh = new Mesh(new SphereGeometry(1, 32, 16), material);
  mesh.name = "sky";
  mesh.frustumCulled = false;
  // Drawn after the opaque city, so that only what is really sky is shaded.
  mesh.renderOrder = 1;
  return {
    mesh,
    drift: (seconds) => {
      drift.value = (seconds / DRIFT_PERIOD_S) % 1;
    },
    setFine: (fine) => {
      material.defines = fine ? { FINE: "" } : {};
      material.needsUpdate = true;
    },
  };
}
