/** All that has to be there before the first frame, loaded side by side and counted honestly. */
import { type BufferGeometry, type Group, InstancedMesh, Mesh, Vector3 } from "three";
import { combinedProgress, download } from "../scene/download";
import type { FurnitureMeta } from "../scene/furniture";
import type { LightUniforms } from "../scene/light";
import type { WardrobeModels } from "../scene/outfit";
import { loadShell, parseGlb } from "../scene/shell";
import type { Square } from "../ui/square";
import type { Obstacles } from "./obstacles";
import { loadGround, type WalkGrid } from "./walk";

export interface PlaceAssets {
  readonly shell: Group;
  readonly garments: Group;
  readonly wardrobe: WardrobeModels;
  readonly models: Group;
  readonly furniture: FurnitureMeta;
  readonly grid: WalkGrid;
  /** Raises `obstacles` by the shell's own triangles. */
  addObstacles(obstacles: Obstacles): void;
}

/** Glyphs that the first boards and names may need; the browser fetches the font's part for them. */
const SAMPLE = "\uac00\ub098\ub2e4 Aa 0";

/**
 * Loads shell, clothes, furniture, walk grid and fonts. `report` gets the fraction 0..1 and the bytes so far.
 * Rejects with the address of what could not be had.
 */
export async function loadAssets(
  square: Square,
  light: LightUniforms,
  report: (fraction: number, loaded_bytes: number) => void,
): Promise<PlaceAssets> {
  const { built } = square.config;
  const [onShell, onGarments, onModels] = combinedProgress(3, report);
  const [shell, garments, models, wardrobe, furniture, { grid }] = await Promise.all([
    download(built.shell, onShell).then((glb) => loadShell(glb, light)),
    download(built.wardrobe, onGarments).then(parseGlb),
    download(built.furniture, onModels).then(parseGlb),
    square.wardrobe,
    json<FurnitureMeta>(built.furniture_meta),
    loadGround(square.config),
    pageFonts(),
  ]);
  if (!wardrobe) throw new Error(`Could not load ${built.wardrobe_meta}. Reload the page.`);
  return {
    shell,
    garments,
    wardrobe: wardrobe as unknown as WardrobeModels,
    models,
    furniture,
    grid,
    addObstacles: (obstacles) => addObstacles(shell, obstacles),
  };
}

async function json<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  if (!answer.ok)
    throw new Error(`Could not load ${url}: the server answered ${answer.status}. Reload the page.`);
  return (await answer.json()) as T;
}

/** A missing font is no reason not to open the place: the system's own is used then. */
async function pageFonts(): Promise<void> {
  const family = getComputedStyle(document.body).fontFamily;
  const wanted = [500, 600, 700].map((weight) => document.fonts.load(`${weight} 16px ${family}`, SAMPLE));
  await Promise.allSettled(wanted);
}

function addObstacles(shell: Group, obstacles: Obstacles): void {
  shell.traverse((node) => {
    // Trees and other instances are slim; the far city is out of reach.
    if (!(node instanceof Mesh) || node instanceof InstancedMesh) return;
    obstacles.add({
      positions: worldPositions(node),
      indices: (node.geometry as BufferGeometry).index?.array ?? null,
    });
  });
}

function worldPositions(mesh: Mesh): Float32Array {
  const { position } = mesh.geometry.attributes;
  const positions = new Float32Array(position.count * 3);
  const corner = new Vector3();
  for (let i = 0; i < position.count; i++) {
    corner
      .fromBufferAttribute(position, i)
      .applyMatrix4(mesh.matrixWorld)
      .toArray(positions, i * 3);
  }
  return positions;
}
