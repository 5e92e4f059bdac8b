/** What signs and kiosks say: all texts in one atlas in the page's own font, all boards in one draw. */

import type { Matrix4 } from "three";
import {
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  Mesh,
  MeshBasicMaterial,
  SRGBColorSpace,
  Vector3,
} from "three";
import { type BoardText, drawBoard } from "./board_text";

/** A board in its furniture's own metres: centre, width and height, facing −z. */
export interface BoardPlace {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly w: number;
  readonly h: number;
}

export interface Board {
  readonly text: BoardText;
  readonly place: BoardPlace;
  /** From the furniture's metres to the place's. */
  readonly toPlace: Matrix4;
}

const ATLAS_WIDTH = 2048;
const ATLAS_MOST = 4096;
const CELL_WIDTH = 512;
const GUTTER = 4;

interface Cell {
  readonly board: Board;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Lays boards on shelves, left to right; boards of one height share a shelf. Answers cells and atlas height. */
export function layShelves(boards: readonly Board[]): { cells: Cell[]; height: number } {
  const cells: Cell[] = [];
  let [x, y, shelf] = [0, 0, 0];
  const tall = [...boards].sort((a, b) => b.place.h / b.place.w - a.place.h / a.place.w);
  for (const board of tall) {
    const height = Math.round((CELL_WIDTH - GUTTER * 2) * (board.place.h / board.place.w));
    if (x + CELL_WIDTH > ATLAS_WIDTH) {
      x = 0;
      y += shelf;
      shelf = 0;
    }
    shelf = Math.max(shelf, height + GUTTER * 2);
    cells.push({ board, x: x + GUTTER, y: y + GUTTER, width: CELL_WIDTH - GUTTER * 2, height });
    x += CELL_WIDTH;
  }
  return { cells, height: Math.min(ATLAS_MOST, 2 ** Math.ceil(Math.log2(Math.max(64, y + shelf)))) };
}

/** One mesh for all boards; null when there is none. Draw after the page's fonts are there. */
export function makeBoards(
  boards: readonly Board[],
  font: string,
): Mesh<BufferGeometry, MeshBasicMaterial> | null {
  if (boards.length === 0) return null;
  const { cells, height } = layShelves(boards);
  const canvas = document.createElement("canvas");
  canvas.width = ATLAS_WIDTH;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  for (const cell of cells) drawBoard(pen, cell, cell.board.text, font);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  map.minFilter = LinearMipmapLinearFilter;
  map.magFilter = LinearFilter;
  map.anisotropy = 8;
  const mesh = new Mesh(
    boardGeometry(cells, height),
    new MeshBasicMaterial({ name: "boards", map, toneMapped: false }),
  );
  mesh.name = "boards";
  mesh.matrixAutoUpdate = false;
  return mesh;
}

/** Corners as a reader in front of the board sees them; the board faces −z, so its left is at +x. */
const CORNERS = [
  [0.5, -0.5, 0, 1],
  [-0.5, -0.5, 1, 1],
  [-0.5, 0.5, 1, 0],
  [0.5, 0.5, 0, 0],
] as const;

function boardGeometry(cells: readonly Cell[], atlasHeight: number): BufferGeometry {
  const positions = new Float32Array(cells.length * 12);
  const uvs = new Float32Array(cells.length * 8);
  const indices: number[] = [];
  const corner = new Vector3();
  cells.forEach(({ board, x, y, width, height }, n) => {
    CORNERS.forEach(([dx, dy, u, v], k) => {
      const { place } = board;
      corner.set(place.x + dx * place.w, place.y + dy * place.h, place.z).applyMatrix4(board.toPlace);
      corner.toArray(positions, (n * 4 + k) * 3);
      uvs[(n * 4 + k) * 2] = (x + u * width) / ATLAS_WIDTH;
      uvs[(n * 4 + k) * 2 + 1] = 1 - (y + v * height) / atlasHeight;
    });
    indices.push(n * 4, n * 4 + 1, n * 4 + 2, n * 4, n * 4 + 2, n * 4 + 3);
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  geometry.setAttribute("uv", new BufferAttribute(uvs, 2));
  geometry.setIndex(indices);
  return geometry;
}
