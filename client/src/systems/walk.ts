/**
 * Where a body can go: the built walk grid with the document's furniture stamped on it, steps that slide along
 * walls. The own body that uses it is `Walker` in walker.ts.
 */

import { GAIT, type Pose, radiansOf, yawTowards } from "../net/pose";
import type { PlaceConfig, PlaceObject } from "../ui/config";
import type { Point } from "./path";

/** Half-extents in metres of a kind of furniture, from furniture.json. */
export interface Footprint {
  hx: number;
  hz: number;
}

/** Of each kind of furniture its half-extents across and along, metres; the part of furniture.json for walking. */
export type FurnitureHalves = Readonly<Record<string, { readonly half: readonly [number, number] }>>;

export class WalkGrid {
  /** Cells along one side. */
  readonly size: number;
  readonly cell_m: number;
  /** Grows with every change, so that what was derived from the grid knows that it is old. */
  version = 0;
  private readonly cells: Uint8Array;
  private readonly bits: Uint8Array;

  /** `bits` is walk.bin: one bit a cell, row-major (row = z), LSB first, 1 = walkable. */
  constructor(bits: Uint8Array, side_m: number, cell_m: number) {
    this.size = Math.round(side_m / cell_m);
    this.cell_m = cell_m;
    const count = this.size * this.size;
    if (bits.length < Math.ceil(count / 8)) {
      throw new Error(
        `Walk grid of ${bits.length} bytes refused: ${side_m} m in cells of ${cell_m} m need ` +
          `${Math.ceil(count / 8)}. Build the place again.`,
      );
    }
    this.bits = bits;
    this.cells = new Uint8Array(count);
    this.clear();
  }

  /** Puts these things on the bare ground, instead of those before. */
  furnish(objects: readonly PlaceObject[], kinds: FurnitureHalves): void {
    this.clear();
    for (const object of objects) {
      const half = kinds[object.kind]?.half;
      if (half) this.stamp(object, { hx: half[0], hz: half[1] });
    }
  }

  private clear(): void {
    const { bits, cells } = this;
    for (let i = 0; i < cells.length; i++) cells[i] = (bits[i >> 3] >> (i & 7)) & 1;
    this.version += 1;
  }

  /** Whether a body may stand at (x, z), in metres. Outside the place nobody may. */
  walkable(x: number, z: number): boolean {
    return this.walkableCell(Math.floor(x / this.cell_m), Math.floor(z / this.cell_m));
  }

  walkableCell(column: number, row: number): boolean {
    if (column < 0 || row < 0 || column >= this.size || row >= this.size) return false;
    return this.cells[row * this.size + column] === 1;
  }

  /** Whether all cells of a square of `cells` × `cells` are walkable. */
  walkableBlock(column: number, row: number, cells: number): boolean {
    for (let r = row; r < row + cells; r++) {
      for (let c = column; c < column + cells; c++) {
        if (this.cells[r * this.size + c] === 0) return false;
      }
    }
    return true;
  }

  /** Blocks every cell whose centre lies within `object`'s footprint. */
  stamp(object: PlaceObject, footprint: Footprint): void {
    this.version += 1;
    const angle = radiansOf(object.yaw);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const reach = Math.hypot(footprint.hx, footprint.hz);
    const cell = this.cell_m;
    const last = this.size - 1;
    const clamp = (metres: number) => Math.min(last, Math.max(0, Math.floor(metres / cell)));
    for (let row = clamp(object.z - reach); row <= clamp(object.z + reach); row++) {
      for (let column = clamp(object.x - reach); column <= clamp(object.x + reach); column++) {
        const dx = (column + 0.5) * cell - object.x;
        const dz = (row + 0.5) * cell - object.z;
        const across = dx * cos + dz * sin;
        const along = dz * cos - dx * sin;
        if (Math.abs(across) <= footprint.hx && Math.abs(along) <= footprint.hz) {
          this.cells[row * this.size + column] = 0;
        }
      }
    }
  }

  /** The nearest walkable cell's centre within `within_m` of (x, z), or null. */
  nearestWalkable(x: number, z: number, within_m: number): Point | null {
    if (this.walkable(x, z)) return { x, z };
    const cell = this.cell_m;
    const rings = Math.ceil(within_m / cell);
    const column = Math.floor(x / cell);
    const row = Math.floor(z / cell);
    let best: Point | null = null;
    let least = within_m;
    for (let ring = 1; ring <= rings && ring * cell - cell <= least; ring++) {
      for (let i = -ring; i <= ring; i++) {
        for (const [c, r] of [
          [i, -ring],
          [i, ring],
          [-ring, i],
          [ring, i],
        ]) {
          if (!this.walkableCell(column + c, row + r)) continue;
          const point = { x: (column + c + 0.5) * cell, z: (row + r + 0.5) * cell };
          const distance = Math.hypot(point.x - x, point.z - z);
          if (distance <= least) {
            best = point;
            least = distance;
          }
        }
      }
    }
    return best;
  }

  /** Whether a body can walk straight from one point to another. */
  clearLine(from: Point, to: Point): boolean {
    const distance = Math.hypot(to.x - from.x, to.z - from.z);
    const steps = Math.max(1, Math.ceil(distance / (this.cell_m * 0.4)));
    for (let i = 0; i <= steps; i++) {
      const share = i / steps;
      if (!this.walkable(from.x + (to.x - from.x) * share, from.z + (to.z - from.z) * share)) return false;
    }
    return true;
  }
}

/**
 * The place of a body at `from` after `dt_s` at `speed_m_s` along (dx, dz) (any length but 0). Where a wall
 * stands in the way it slides along it; a body that stands inside a wall may walk out.
 */
export function step(
  grid: WalkGrid,
  from: Point,
  dx: number,
  dz: number,
  speed_m_s: number,
  dt_s: number,
): Point {
  const length = Math.hypot(dx, dz);
  if (length === 0) return from;
  const way = speed_m_s * dt_s;
  const parts = Math.max(1, Math.ceil(way / (grid.cell_m * 0.5)));
  const sx = (dx / length) * (way / parts);
  const sz = (dz / length) * (way / parts);
  let { x, z } = from;
  for (let i = 0; i < parts; i++) {
    const free = !grid.walkable(x, z);
    if (free || grid.walkable(x + sx, z + sz)) {
      x += sx;
      z += sz;
    } else if (grid.walkable(x + sx, z)) x += sx;
    else if (grid.walkable(x, z + sz)) z += sz;
    else break;
  }
  return { x, z };
}

const BEFORE_M = 2.6;

/** Where to stand before an object's front, looking at it; nearby where `grid` says one can. */
export function standBefore(object: PlaceObject, grid: WalkGrid | null): Pose {
  const angle = radiansOf(object.yaw);
  const x = object.x + Math.sin(angle) * BEFORE_M;
  const z = object.z - Math.cos(angle) * BEFORE_M;
  const free = grid?.nearestWalkable(x, z, 3) ?? { x, z };
  return { ...free, y: 0, yaw: yawTowards(object.x - free.x, object.z - free.z), gait: GAIT.stand };
}

/** The built walk grid with the document's furniture stamped on it, as the world has it, and how large things are. */
export async function loadGround(config: PlaceConfig): Promise<{ grid: WalkGrid; kinds: FurnitureHalves }> {
  const [bits, furniture] = await Promise.all([
    download(config.built.walk).then((response) => response.arrayBuffer()),
    download(config.built.furniture_meta).then((response) => response.json() as Promise<Furniture>),
  ]);
  const grid = new WalkGrid(new Uint8Array(bits), config.side_m, config.cell_m);
  grid.furnish(config.document.objects, furniture.kinds);
  return { grid, kinds: furniture.kinds };
}

/** The part of furniture.json that walking needs. */
interface Furniture {
  kinds: FurnitureHalves;
}

async function download(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Loading ${url} failed with ${response.status}. Reload the page.`);
  return response;
}
