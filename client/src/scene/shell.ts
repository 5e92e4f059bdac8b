/** The shell of a place: ground, buildings, trees and far city, from one GLB with our own materials. */
import { type Group, Mesh, ShaderMaterial, type Texture } from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import type { Glow } from "./glow";
import type { LightUniforms } from "./light";
import { shellMaterials } from "./materials";
import type { LitGround } from "./sunlight";

/** Parses a GLB held in memory. Images inside it are decoded by the browser. */
export async function parseGlb(glb: ArrayBuffer): Promise<Group> {
  const gltf = await new GLTFLoader().parseAsync(glb, "");
  gltf.scene.updateMatrixWorld(true);
  return gltf.scene;
}

/** The shell ready to draw: static, in place coordinates (metres, x east, y up, z south). */
export async function loadShell(glb: ArrayBuffer, light: LightUniforms): Promise<Group> {
  const scene = await parseGlb(glb);
  const materialFor = shellMaterials(light);
  scene.name = "shell";
  scene.traverse((node) => {
    node.matrixAutoUpdate = false;
    node.matrixWorldAutoUpdate = false;
    if (node instanceof Mesh && !Array.isArray(node.material)) node.material = materialFor(node.material);
  });
  return scene;
}

/** What a shell says of itself in its scene's extras; a room has no lit ground and may have none of them. */
export interface ShellExtras {
  readonly ground: LitGround | null;
  readonly glows: readonly Glow[];
  readonly clocks: readonly ClockFace[];
}

/** The middle of a clock's face, metres; the yaw it looks to, radians clockwise from north; its radius. */
export interface ClockFace {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly yaw: number;
  readonly radius_m: number;
}

export function extrasOf(shell: Group): ShellExtras {
  const { light, lamps, clocks } = shell.userData as {
    light?: [number, number, number];
    lamps?: Glow[];
    clocks?: ClockFace[];
  };
  const ground = light ? { west: light[0], north: light[1], side_m: light[2] } : null;
  return { ground, glows: lamps ?? [], clocks: clocks ?? [] };
}

/** Lets the ground show what of it the sun reaches. */
export function shadeGround(shell: Group, picture: Texture): void {
  shell.traverse((node) => {
    if (!(node instanceof Mesh) || !(node.material instanceof ShaderMaterial)) return;
    const { shade } = node.material.uniforms;
    if (node.material.defines?.BAKED !== undefined && shade) shade.value = picture;
  });
}
