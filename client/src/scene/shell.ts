/** The shell of a place: ground, buildings, trees and far city, from one GLB with our own materials. */
import { type Group, Mesh } from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import type { LightUniforms } from "./light";
import { shellMaterials } from "./materials";

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
