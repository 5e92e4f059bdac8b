/** The floor fountain: jets that rise and fall in turning patterns, lit in seven colours by night. */
import {
  DoubleSide,
  InstancedMesh,
  Matrix4,
  type Object3D,
  ShaderMaterial,
  UniformsLib,
  UniformsUtils,
  Vector2,
} from "three";
import type { LightUniforms } from "./light";

const VERTEX = /* glsl */ `
uniform vec2 middle;
uniform float time, lamps;
uniform vec3 sunLight, skyLight, groundLight;
varying vec3 vLit;
varying float vAlpha;
#include <fog_pars_vertex>
vec3 hue(float turn) {
  return clamp(abs(fract(turn + vec3(0.0, 0.667, 0.333)) * 6.0 - 3.0) - 1.0, 0.0, 1.0);
}
/** Three patterns, each for twelve seconds and melting into the next: a dome, rings that run outward, waves. */
float heightAt(vec2 at, float when) {
  float away = length(at), turn = mod(when / 12.0, 3.0), melt = smoothstep(0.85, 1.0, fract(turn));
  float dome = 0.35 + 2.2 * exp(-away * away / 11.0) * (0.85 + 0.15 * sin(when * 1.3));
  float rings = 0.45 + 1.1 * pow(0.5 + 0.5 * sin(away * 1.5 - when * 2.6), 2.0);
  float waves = 0.4 + 1.3 * (0.5 + 0.5 * sin(at.x * 0.8 + when * 1.7)) * (0.5 + 0.5 * cos(at.y * 0.7 - when));
  if (turn < 1.0) return mix(dome, rings, melt);
  return turn < 2.0 ? mix(rings, waves, melt) : mix(waves, dome, melt);
}
void main() {
  vec2 spot = (modelMatrix * instanceMatrix * vec4(0.0, 0.0, 0.0, 1.0)).xz - middle;
  vec4 local = instanceMatrix * vec4(position, 1.0);
  vec4 placed = modelMatrix * local;
  float share = placed.y;
  float high = heightAt(spot, time) * (0.96 + 0.04 * sin(time * 17.0 + spot.x * 3.0 + spot.y * 7.0));
  placed.y *= high;
  placed.xz += 0.03 * share * share * high * vec2(sin(time * 3.0 + spot.y), cos(time * 2.3 + spot.x));
  vec3 colour = floor(7.0 * fract(length(spot) * 0.11 - time * 0.05)) / 7.0 + vec3(0.0);
  vLit = vec3(0.93, 0.97, 1.0) * (sunLight * 0.6 + skyLight) * 0.31830988
    + lamps * mix(vec3(1.0), hue(colour.x), 0.75) * (0.9 - 0.55 * share);
  vAlpha = mix(0.85, 0.45, share);
  vec4 mvPosition = viewMatrix * placed;
  gl_Position = projectionMatrix * mvPosition;
  #include <fog_vertex>
}`;

const FRAGMENT = /* glsl */ `
varying vec3 vLit;
varying float vAlpha;
#include <fog_pars_fragment>
void main() {
  gl_FragColor = vec4(vLit, vAlpha);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
  #include <fog_fragment>
}`;

/** The jets of a shell's fountain, one metre high each, instanced about its middle. */
export class Fountain {
  private readonly mesh: InstancedMesh;
  private readonly time = { value: 0 };

  constructor(mesh: InstancedMesh, light: LightUniforms) {
    this.mesh = mesh;
    const middle = middleOf(mesh);
    mesh.material = new ShaderMaterial({
      name: "water",
      uniforms: {
        ...UniformsUtils.clone(UniformsLib.fog),
        ...light,
        time: this.time,
        middle: { value: middle },
      },
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      transparent: true,
      side: DoubleSide,
      depthWrite: false,
      fog: true,
    });
    mesh.frustumCulled = false;
    mesh.renderOrder = 2;
  }

  /** Lets the water run or rest. */
  play(plays: boolean): void {
    this.mesh.visible = plays;
  }

  /** Shows the jets as they are at a moment, seconds; one that stands still serves who wants no motion. */
  show(now_s: number): void {
    this.time.value = now_s;
  }
}

/** The fountain of a shell, or null where it has none. */
export function fountainOf(shell: Object3D, light: LightUniforms): Fountain | null {
  const mesh = shell.getObjectByName("fountain");
  return mesh instanceof InstancedMesh ? new Fountain(mesh, light) : null;
}

function middleOf(mesh: InstancedMesh): Vector2 {
  const one = new Matrix4();
  const sum = new Vector2();
  for (let n = 0; n < mesh.count; n++) {
    mesh.getMatrixAt(n, one);
    const { elements } = one.premultiply(mesh.matrixWorld);
    sum.add(new Vector2(elements[12], elements[14]));
  }
  return sum.divideScalar(Math.max(1, mesh.count));
}
