/**
 * The few materials of a place. Its light is reckoned at the corners of triangles, not at every pixel: walls are
 * flat, so it looks the same and costs an old phone little. Glass mirrors the sky cheaply.
 */
import { type Material, ShaderMaterial, type Texture, UniformsLib, UniformsUtils } from "three";
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

const SOLID_VERTEX = /* glsl */ `
varying vec3 vLit;
#ifdef BAKED
  varying vec2 vBaked;
#endif
#include <fog_pars_vertex>
${LIGHT_GLSL}
void main() {
  ${PLACED}
  vLit = paint * lightOn(n);
  #ifdef BAKED
    vBaked = uv;
  #endif
  #include <fog_vertex>
}`;

const SOLID_FRAGMENT = /* glsl */ `
varying vec3 vLit;
#ifdef BAKED
  varying vec2 vBaked;
  uniform sampler2D baked;
#endif
#include <fog_pars_fragment>
void main() {
  vec3 lit = vLit;
  #ifdef BAKED
    lit *= texture2D(baked, vBaked).rgb;
  #endif
  gl_FragColor = vec4(lit, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;

const GLASS_VERTEX = /* glsl */ `
varying vec3 vPaint;
varying vec3 vNormalWorld;
varying vec3 vPlace;
#include <fog_pars_vertex>
void main() {
  ${PLACED}
  vPaint = paint;
  vNormalWorld = n;
  vPlace = placed.xyz;
  #include <fog_vertex>
}`;

/** The mirrored ray is bent upwards, since only the sky is there to be mirrored; what points down is dimmed. */
const GLASS_FRAGMENT = /* glsl */ `
varying vec3 vPaint;
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
  gl_FragColor = vec4(mix(vPaint * 1.05, mirrored * vec3(0.93, 0.98, 1.0), fresnel), 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;

/** Something solid with colours at its corners; `baked` is a texture of light and shadow to multiply with. */
export function solid(name: string, light: LightUniforms, baked: Texture | null): ShaderMaterial {
  return new ShaderMaterial({
    name,
    uniforms: { ...UniformsUtils.clone(UniformsLib.fog), ...light, baked: { value: baked } },
    vertexShader: SOLID_VERTEX,
    fragmentShader: SOLID_FRAGMENT,
    defines: baked ? { BAKED: "" } : {},
    vertexColors: true,
    fog: true,
  });
}

function glass(light: LightUniforms): ShaderMaterial {
  return new ShaderMaterial({
    name: "glass",
    uniforms: { ...UniformsUtils.clone(UniformsLib.fog), ...light },
    vertexShader: GLASS_VERTEX,
    fragmentShader: GLASS_FRAGMENT,
    vertexColors: true,
    fog: true,
  });
}

/** Answers the drawing material for a material of the shell by its name; one instance a name and texture. */
export function shellMaterials(light: LightUniforms): (source: Material) => Material {
  const made = new Map<string, Material>();
  return (source) => {
    const map = "map" in source ? (source.map as Texture | null) : null;
    const key = `${source.name}/${map?.uuid ?? ""}`;
    const known = made.get(key);
    if (known) return known;
    const material = source.name === "glass" ? glass(light) : solid(source.name, light, map);
    made.set(key, material);
    return material;
  };
}
