/** The few materials of a place: Lambert with vertex colours, and glass that mirrors the sky cheaply. */
import { type Material, MeshLambertMaterial, type Texture } from "three";
import type { LightUniforms } from "./light";
import { SKY_GLSL } from "./sky";

const GLASS_VERTEX_HEAD = /* glsl */ `#include <common>
varying vec3 vGlassNormal;
varying vec3 vGlassPlace;`;

const GLASS_VERTEX_TAIL = /* glsl */ `#include <fog_vertex>
vGlassNormal = normalize(mat3(modelMatrix) * objectNormal);
vGlassPlace = (modelMatrix * vec4(transformed, 1.0)).xyz;`;

const GLASS_FRAGMENT_HEAD = /* glsl */ `#include <common>
varying vec3 vGlassNormal;
varying vec3 vGlassPlace;
${SKY_GLSL}`;

/** The reflected ray is bent upwards, since only the sky is there to be mirrored; what points down is dimmed. */
const GLASS_FRAGMENT_TAIL = /* glsl */ `
vec3 glassSeen = normalize(vGlassPlace - cameraPosition);
vec3 glassN = normalize(vGlassNormal);
vec3 glassRay = reflect(glassSeen, glassN);
float glassDown = smoothstep(0.25, -0.45, glassRay.y);
vec3 glassUp = normalize(vec3(glassRay.x, abs(glassRay.y + 0.12) * 0.8 + 0.10, glassRay.z));
float glassFresnel = 0.40 + 0.60 * pow(1.0 - max(dot(-glassSeen, glassN), 0.0), 4.0);
vec3 glassMirror = skyAt(glassUp, 0.0) * mix(vec3(1.0), vec3(0.60, 0.74, 0.80), glassDown);
outgoingLight = mix(diffuseColor.rgb * 1.05, glassMirror * vec3(0.93, 0.98, 1.0), glassFresnel);
#include <opaque_fragment>`;

function makeGlass(light: LightUniforms): MeshLambertMaterial {
  const material = new MeshLambertMaterial({ name: "glass", vertexColors: true });
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, light);
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", GLASS_VERTEX_HEAD)
      .replace("#include <fog_vertex>", GLASS_VERTEX_TAIL);
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", GLASS_FRAGMENT_HEAD)
      .replace("#include <opaque_fragment>", GLASS_FRAGMENT_TAIL);
  };
  return material;
}

/** Answers the drawing material for a material of the shell by its name; one instance a name and texture. */
export function shellMaterials(light: LightUniforms): (source: Material) => Material {
  const made = new Map<string, Material>();
  return (source) => {
    const map = "map" in source ? (source.map as Texture | null) : null;
    const key = `${source.name}/${map?.uuid ?? ""}`;
    let material = made.get(key);
    if (!material) {
      material =
        source.name === "glass"
          ? makeGlass(light)
          : new MeshLambertMaterial({ name: source.name, vertexColors: true, map });
      made.set(key, material);
    }
    return material;
  };
}
