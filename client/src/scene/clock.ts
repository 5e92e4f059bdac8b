/** The hands of a place's clocks, turned by the city's time: all of them in one draw. */
import { BufferAttribute, BufferGeometry, Mesh, ShaderMaterial } from "three";
import type { LightUniforms } from "./light";
import type { ClockFace } from "./shell";

/** Radians clockwise from twelve. */
export interface Hands {
  readonly hour: number;
  readonly minute: number;
}

/** Where the hands stand; the minute hand goes on between minutes. */
export function handsAt(time: { hour: number; minute: number; second: number }): Hands {
  const minutes = time.minute + time.second / 60;
  return {
    hour: (((time.hour % 12) + minutes / 60) / 12) * 2 * Math.PI,
    minute: (minutes / 60) * 2 * Math.PI,
  };
}

const VERTEX = /* glsl */ `
attribute vec4 face;
attribute float which;
uniform vec2 hands;
uniform vec3 skyLight, groundLight;
uniform float lamps;
varying vec3 vLit;
void main() {
  float turn = which < 0.5 ? hands.x : hands.y;
  float c = cos(turn), s = sin(turn);
  vec2 at = vec2(c * position.x + s * position.y, c * position.y - s * position.x);
  float yaw = face.w;
  vec3 right = vec3(-cos(yaw), 0.0, -sin(yaw));
  vec3 front = vec3(sin(yaw), 0.0, -cos(yaw));
  vec3 placed = face.xyz + right * at.x + vec3(0.0, at.y, 0.0) + front * position.z;
  vLit = vec3(0.025) * (skyLight + groundLight) * 0.5;
  gl_Position = projectionMatrix * viewMatrix * vec4(placed, 1.0);
}`;

const FRAGMENT = /* glsl */ `
varying vec3 vLit;
void main() {
  gl_FragColor = vec4(vLit, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

/** Of the face's radius: how far a hand reaches behind and before its axle, half its width, and how proud it lies. */
const SHAPES = [
  { back: -0.14, tip: 0.58, half: 0.06, proud_m: 0.04 },
  { back: -0.17, tip: 0.8, half: 0.042, proud_m: 0.07 },
] as const;

export class Clocks {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;
  private readonly hands = { value: [0, 0] };

  constructor(faces: readonly ClockFace[], light: LightUniforms) {
    const material = new ShaderMaterial({
      name: "clock",
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { ...light, hands: this.hands },
    });
    this.mesh = new Mesh(handGeometry(faces), material);
    this.mesh.name = "clock";
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
  }

  show({ hour, minute }: Hands): void {
    this.hands.value = [hour, minute];
  }
}

function handGeometry(faces: readonly ClockFace[]): BufferGeometry {
  const positions: number[] = [];
  const middles: number[] = [];
  const which: number[] = [];
  const indices: number[] = [];
  for (const { x, y, z, yaw, radius_m } of faces) {
    SHAPES.forEach(({ back, tip, half, proud_m }, hand) => {
      const first = which.length;
      for (const [across, along] of [
        [-half, back],
        [half, back],
        [half * 0.55, tip],
        [-half * 0.55, tip],
      ] as const) {
        positions.push(across * radius_m, along * radius_m, proud_m);
        middles.push(x, y, z, yaw);
        which.push(hand);
      }
      indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    });
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute("face", new BufferAttribute(new Float32Array(middles), 4));
  geometry.setAttribute("which", new BufferAttribute(new Float32Array(which), 1));
  geometry.setIndex(indices);
  return geometry;
}
