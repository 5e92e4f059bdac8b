/** The glow of lamps in the night air: one draw by day and by night, of nothing by day. */
import {
  AdditiveBlending,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
} from "three";
import type { LightUniforms } from "./light";

/** x, y, z and radius in metres. */
export type Glow = readonly [number, number, number, number];

const VERTEX = /* glsl */ `
attribute vec4 glow;
uniform float lamps;
varying vec2 vAt;
void main() {
  vAt = position.xy * 2.0;
  vec4 middle = viewMatrix * vec4(glow.xyz, 1.0);
  middle.xy += position.xy * 2.0 * glow.w * step(0.01, lamps);
  middle.z += 0.35;
  gl_Position = projectionMatrix * middle;
}`;

const FRAGMENT = /* glsl */ `
varying vec2 vAt;
uniform float lamps;
void main() {
  float near = max(0.0, 1.0 - length(vAt));
  gl_FragColor = vec4(vec3(1.0, 0.74, 0.42) * lamps * (0.30 * near * near + 0.5 * pow(near, 9.0)), 1.0);
}`;

export function makeGlows(glows: readonly Glow[], light: LightUniforms): Mesh {
  const plane = new PlaneGeometry(1, 1);
  const geometry = new InstancedBufferGeometry();
  geometry.setIndex(plane.index);
  geometry.setAttribute("position", plane.getAttribute("position"));
  geometry.setAttribute("glow", new InstancedBufferAttribute(new Float32Array(glows.flat()), 4));
  geometry.instanceCount = glows.length;
  const material = new ShaderMaterial({
    name: "glow",
    uniforms: { lamps: light.lamps },
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    blending: AdditiveBlending,
    transparent: true,
    depthWrite: false,
  });
  const mesh = new Mesh(geometry, material);
  mesh.name = "glow";
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  mesh.renderOrder = 2;
  return mesh;
}
