/**
 * The few materials of a place. Its light is reckoned at the corners of triangles, not at every pixel: walls are
 * flat, so it looks the same and costs an old phone little. Glass mirrors the sky cheaply.
 */
import {
  DataTexture,
  type IUniform,
  type Material,
  ShaderMaterial,
  type Texture,
  UniformsLib,
  UniformsUtils,
} from "three";
import type { LightUniforms } from "./light";
import { SKY_GLSL } from "./sky";

/** `vec3 lightOn(normal)`: what falls on a surface, ready to be multiplied with its colour. */
export const LIGHT_GLSL = /* glsl */ `
uniform vec3 towardsSun, sunLight, skyLight, groundLight;
vec3 lightOn(vec3 normal) {
  vec3 around = mix(groundLight, skyLight, normal.y * 0.5 + 0.5);
  return (around + sunLight * max(dot(normal, towardsSun), 0.0)) * 0.31830988;
}`;

/** Where a corner stands in the place and how it is coloured; instances are tinted by their own colour. */
const PLACED = /* glsl */ `
  vec4 local = vec4(position, 1.0);
  vec3 turned = normal;
  vec3 paint = color.rgb;
  #ifdef USE_INSTANCING
    local = instanceMatrix * local;
    turned = mat3(instanceMatrix) * turned;
  #endif
  #ifdef USE_INSTANCING_COLOR
    paint *= instanceColor;
  #endif
  vec4 placed = modelMatrix * local;
  vec3 n = normalize(mat3(modelMatrix) * turned);
  vec4 mvPosition = viewMatrix * placed;
  gl_Position = projectionMatrix * mvPosition;`;

/**
 * Lamps by night, without a lamp: FLOODED fronts are lit from below, LEAFY crowns a little. Ground is BAKED:
 * a picture holds how much sky it sees (red) and how much lamplight falls on it (green), `shade` the sun's shadows.
 */
const SOLID_VERTEX = /* glsl */ `
varying vec3 vLit;
uniform float lamps;
#ifdef LEAFY
  uniform vec2 season;
  /** Broad leaves turn, each tree in its own colour; bark, blossoms and needles, which hold more blue, do not. */
  vec3 turnedLeaves(vec3 green, vec2 spot) {
    float leaf = step(green.r, green.g) * step(green.b * 1.6, green.r);
    float chance = fract(sin(dot(floor(spot), vec2(12.9898, 78.233))) * 43758.5453);
    vec3 gold = mix(vec3(3.1, 1.02, 0.45), vec3(2.3, 0.42, 0.5), chance);
    vec3 turned = mix(green * gold, vec3(0.62, 0.44, 0.30) * green.g, season.y);
    return mix(green, turned, leaf * clamp(season.x * (0.8 + 0.4 * chance), 0.0, 1.0));
  }
#endif
#ifdef BAKED
  varying vec2 vBaked;
  varying vec3 vSun, vLamp;
#endif
#include <fog_pars_vertex>
${LIGHT_GLSL}
void main() {
  ${PLACED}
  #if defined(LEAFY) && defined(USE_INSTANCING)
    paint = turnedLeaves(paint, instanceMatrix[3].xz);
  #endif
  #ifdef BAKED
    vBaked = uv;
    vLit = paint * mix(groundLight, skyLight, n.y * 0.5 + 0.5) * 0.31830988;
    vSun = paint * sunLight * max(dot(n, towardsSun), 0.0) * 0.31830988;
    vLamp = paint * vec3(1.0, 0.66, 0.34) * lamps * 1.25;
  #else
    vLit = paint * lightOn(n);
  #endif
  #ifdef FLOODED
    float rise = exp(-max(placed.y, 0.0) * 0.062);
    vLit += paint * vec3(1.0, 0.66, 0.34) * lamps * (0.12 + 1.30 * rise) * (0.62 - 0.50 * n.y);
  #endif
  #ifdef LEAFY
    vLit += paint * vec3(1.0, 0.78, 0.42) * lamps * 0.22 * (0.62 - 0.5 * n.y);
  #endif
  #include <fog_vertex>
}`;

const SOLID_FRAGMENT = /* glsl */ `
varying vec3 vLit;
#ifdef BAKED
  varying vec2 vBaked;
  varying vec3 vSun, vLamp;
  uniform sampler2D baked, shade;
#endif
#include <fog_pars_fragment>
void main() {
  vec3 lit = vLit;
  #ifdef BAKED
    vec3 held = texture2D(baked, vBaked).rgb;
    lit = lit * held.r + vSun * (0.35 + 0.65 * held.r) * texture2D(shade, vBaked).r + vLamp * held.g;
  #endif
  gl_FragColor = vec4(lit, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;

/** Panes behind which lamps burn: TEXCOORD_0 × 64 counts bays and floors, 0 is no pane, from 63 on a lamp itself. */
const WINDOW_VERTEX = /* glsl */ `
varying vec3 vLit;
varying vec2 vCell;
#include <fog_pars_vertex>
${LIGHT_GLSL}
uniform vec3 skyMiddle;
void main() {
  ${PLACED}
  vCell = uv * 64.0;
  vLit = paint * lightOn(n) + (vCell.x > 0.9 ? skyMiddle * 0.07 * (0.4 + 0.6 * paint) : vec3(0.0));
  #include <fog_vertex>
}`;

const WINDOW_FRAGMENT = /* glsl */ `
varying vec3 vLit;
varying vec2 vCell;
uniform float lamps, windows;
#include <fog_pars_fragment>
void main() {
  vec3 lit = vLit;
  if (vCell.x > 62.9) lit += vec3(1.0, 0.86, 0.60) * lamps * 1.5;
  else if (vCell.x > 0.9) {
    vec2 cell = floor(vCell);
    vec3 chance = fract(sin(dot(cell, vec2(12.9898, 78.233)) + vec3(0.0, 2.3, 5.1)) * 43758.5453);
    vec3 lamp = mix(vec3(1.0, 0.70, 0.38), vec3(0.92, 0.94, 0.90), step(0.78, chance.y));
    float inside = step(chance.x, windows) * (0.40 + 0.60 * chance.z);
    lit += lamp * max(lamps, 0.15) * (inside * (0.65 + 0.35 * fract(vCell.y)) + 0.012);
  }
  gl_FragColor = vec4(lit, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;

/**
 * What is seen through a room's windows: the hour's own light, read off the sky, since the room's lamps are not
 * its own. Marks as in WINDOW_VERTEX.
 */
const OUTSIDE_VERTEX = /* glsl */ `
varying vec3 vLit;
varying vec2 vCell;
varying float vNight;
#include <fog_pars_vertex>
uniform vec3 skyMiddle, sunDisc;
void main() {
  ${PLACED}
  vCell = uv * 64.0;
  float bright = dot(skyMiddle, vec3(0.2126, 0.7152, 0.0722));
  vNight = 1.0 - smoothstep(0.06, 0.34, bright);
  vec3 around = mix(vec3(bright), skyMiddle, 0.25 + 0.45 * vNight) * (1.25 + 0.30 * n.y) + vec3(0.075, 0.062, 0.058);
  float sunny = max(dot(n, sunDisc), 0.0) * smoothstep(0.0, 0.25, sunDisc.y) * bright;
  vLit = paint * (around + vec3(0.95, 0.86, 0.70) * sunny);
  #include <fog_vertex>
}`;

const OUTSIDE_FRAGMENT = /* glsl */ `
varying vec3 vLit;
varying vec2 vCell;
varying float vNight;
#include <fog_pars_fragment>
void main() {
  vec3 lit = vLit;
  if (vCell.x > 62.9) lit += vec3(1.0, 0.86, 0.60) * vNight * 1.3;
  else if (vCell.x > 0.9) {
    vec2 cell = floor(vCell);
    vec3 chance = fract(sin(dot(cell, vec2(12.9898, 78.233)) + vec3(0.0, 2.3, 5.1)) * 43758.5453);
    lit += mix(vec3(1.0, 0.70, 0.38), vec3(0.92, 0.94, 0.90), step(0.78, chance.y))
      * vNight * step(chance.x, 0.5) * (0.35 + 0.5 * chance.z);
  }
  gl_FragColor = vec4(lit, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;

const GLASS_VERTEX = /* glsl */ `
varying vec3 vPaint;
flat varying vec2 vRoom;
varying vec3 vNormalWorld;
varying vec3 vPlace;
#include <fog_pars_vertex>
void main() {
  ${PLACED}
  vPaint = paint;
  vRoom = fract(sin(dot(paint, vec3(127.1, 311.7, 74.7)) + vec2(0.0, 2.7)) * 43758.5453);
  vNormalWorld = n;
  vPlace = placed.xyz;
  #include <fog_vertex>
}`;

/** The mirrored ray is bent upwards, since only the sky is there to be mirrored; what points down is dimmed. */
const GLASS_FRAGMENT = /* glsl */ `
varying vec3 vPaint;
flat varying vec2 vRoom;
uniform float lamps, windows;
varying vec3 vNormalWorld;
varying vec3 vPlace;
#include <fog_pars_fragment>
${SKY_GLSL}
void main() {
  vec3 seen = normalize(vPlace - cameraPosition);
  vec3 n = normalize(vNormalWorld);
  vec3 ray = reflect(seen, n);
  float down = smoothstep(0.25, -0.45, ray.y);
  vec3 up = normalize(vec3(ray.x, abs(ray.y + 0.12) * 0.8 + 0.10, ray.z));
  float fresnel = 0.40 + 0.60 * pow(1.0 - max(dot(-seen, n), 0.0), 4.0);
  vec3 mirrored = skyAt(up, 0.0) * mix(vec3(1.0), vec3(0.60, 0.74, 0.80), down);
  float day = 1.0 - 0.97 * lamps;
  vec3 lit = mix(vPaint * 1.05 * day, mirrored * vec3(0.93, 0.98, 1.0) * (1.0 - 0.25 * lamps), fresnel);
  float low = exp(-max(vPlace.y, 0.0) * 0.035);
  float burns = step(vRoom.x, windows * (0.22 + 0.70 * low));
  lit += lamps * (vec3(0.016, 0.030, 0.062) + vec3(1.0, 0.74, 0.42) * 0.30 * low * low * low * low
    + mix(vec3(1.0, 0.70, 0.38), vec3(1.0, 0.90, 0.72), vRoom.y) * burns * (0.14 + 0.36 * vRoom.y) * (0.4 + 0.8 * low));
  gl_FragColor = vec4(lit, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;

/** What a solid thing does beside taking light: see SOLID_VERTEX. */
type Trait = "FLOODED" | "LEAFY";

/** Something solid with colours at its corners; `baked` is the ground's picture of sky and lamplight. */
export function solid(
  name: string,
  light: LightUniforms,
  baked: Texture | null = null,
  trait: Trait | null = null,
): ShaderMaterial {
  const defines: Record<string, string> = {};
  if (baked) defines.BAKED = "";
  if (trait) defines[trait] = "";
  return made(name, { ...light, baked: { value: baked }, shade: { value: unshaded() } }, defines, [
    SOLID_VERTEX,
    SOLID_FRAGMENT,
  ]);
}

function made(
  name: string,
  uniforms: Record<string, IUniform>,
  defines: Record<string, string>,
  [vertexShader, fragmentShader]: readonly [string, string],
): ShaderMaterial {
  return new ShaderMaterial({
    name,
    uniforms: { ...UniformsUtils.clone(UniformsLib.fog), ...uniforms },
    vertexShader,
    fragmentShader,
    defines,
    vertexColors: true,
    fog: true,
  });
}

/** Stands for "no shadow anywhere" until sunlight.ts has drawn some. */
function unshaded(): DataTexture {
  const white = new DataTexture(new Uint8Array([255, 255, 255, 255]), 1, 1);
  white.needsUpdate = true;
  return white;
}

/** Answers the drawing material for a material of the shell by its name; one instance a name and texture. */
export function shellMaterials(light: LightUniforms): (source: Material) => Material {
  const known = new Map<string, Material>();
  return (source) => {
    const map = "map" in source ? (source.map as Texture | null) : null;
    const key = `${source.name}/${map?.uuid ?? ""}`;
    const material = known.get(key) ?? shellMaterial(source.name, light, map);
    known.set(key, material);
    return material;
  };
}

function shellMaterial(name: string, light: LightUniforms, map: Texture | null): Material {
  switch (name) {
    case "glass":
      return made(name, light, {}, [GLASS_VERTEX, GLASS_FRAGMENT]);
    case "window":
    case "far":
      return made(name, light, {}, [WINDOW_VERTEX, WINDOW_FRAGMENT]);
    case "outside":
      return made(name, light, {}, [OUTSIDE_VERTEX, OUTSIDE_FRAGMENT]);
    case "foliage":
      return solid(name, light, null, "LEAFY");
    case "city":
      return solid(name, light, map, "FLOODED");
    default:
      return solid(name, light, map);
  }
}
