/**
 * The way from here to there for a walking body: A* on blocks of the walk grid, then every detour that a
 * straight line can replace is cut. Looks for ways on blocks of 2 m first, on 1 m and on single cells only when
 * those find none (a narrow passage).
 */

import type { WalkGrid } from "./walk";

/** Metres from the place's north-west corner. */
export interface Point {
  x: number;
  z: number;
}

const BLOCKS_M = [2, 1, 0];
const TARGET_REACH_M = 8;
const DIAGONAL = Math.SQRT2;
/** Looks a little harder towards the goal: far fewer blocks are opened, and ways are straightened anyway. */
const EAGERNESS = 1.2;
/** The eight neighbours: straight ones first, then the diagonals. */
const STEP_COLUMNS = [1, -1, 0, 0, 1, 1, -1, -1];
const STEP_ROWS = [0, 0, 1, -1, 1, -1, 1, -1];
const STRAIGHT = 4;

/**
 * The points to walk through, the last one the target or, when that is not walkable, the nearest place within
 * 8 m of it. Empty when already there, null when no way leads there.
 */
export function findPath(grid: WalkGrid, from: Point, target: Point): Point[] | null {
  const goal = grid.nearestWalkable(target.x, target.z, TARGET_REACH_M);
  const start = grid.nearestWalkable(from.x, from.z, TARGET_REACH_M);
  if (goal === null || start === null) return null;
  if (Math.hypot(goal.x - from.x, goal.z - from.z) < grid.cell_m) return [];
  if (grid.clearLine(start, goal)) return [goal];
  for (const block_m of BLOCKS_M) {
    const cells = Math.max(1, Math.round(block_m / grid.cell_m));
    const way = search(grid, cells, start, goal);
    if (way) return straightened(grid, [start, ...way, goal]);
  }
  return null;
}

/** The walk grid in blocks of `cells` × `cells`: free where every cell of the block is walkable. */
interface Blocks {
  version: number;
  size: number;
  block_m: number;
  free: Uint8Array;
  cost: Float32Array;
  cameFrom: Int32Array;
  done: Uint8Array;
}

const blocksOf = new WeakMap<WalkGrid, Map<number, Blocks>>();

function blocks(grid: WalkGrid, cells: number): Blocks {
  const sizes = blocksOf.get(grid) ?? new Map<number, Blocks>();
  blocksOf.set(grid, sizes);
  const kept = sizes.get(cells);
  if (kept?.version === grid.version) return kept;
  const size = Math.floor(grid.size / cells);
  const made: Blocks = {
    version: grid.version,
    size,
    block_m: cells * grid.cell_m,
    free: new Uint8Array(size * size),
    cost: new Float32Array(size * size),
    cameFrom: new Int32Array(size * size),
    done: new Uint8Array(size * size),
  };
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      made.free[row * size + column] = grid.walkableBlock(column * cells, row * cells, cells) ? 1 : 0;
    }
  }
  sizes.set(cells, made);
  return made;
}

/** The centres of the blocks between start and goal, or null. */
function search(grid: WalkGrid, cells: number, start: Point, goal: Point): Point[] | null {
  const field = blocks(grid, cells);
  const { size, cost, cameFrom, done } = field;
  const first = entrance(grid, field, start);
  const last = entrance(grid, field, goal);
  if (first < 0 || last < 0) return null;
  cost.fill(Number.POSITIVE_INFINITY);
  done.fill(0);
  const open = new Heap();
  cost[first] = 0;
  cameFrom[first] = -1;
  open.push(first, 0);
  const lastColumn = last % size;
  const lastRow = Math.floor(last / size);
  while (open.size > 0) {
    const at = open.pop();
    if (at === last) return trace(field, last);
    if (done[at] === 1) continue;
    done[at] = 1;
    expand(field, at, open, lastColumn, lastRow);
  }
  return null;
}

/** Opens the free neighbours of a block to which the way through it is the shortest so far. */
function expand(field: Blocks, at: number, open: Heap, lastColumn: number, lastRow: number): void {
  const { size, free, cost, cameFrom, done } = field;
  const column = at % size;
  const row = (at - column) / size;
  for (let i = 0; i < STEP_COLUMNS.length; i++) {
    const c = column + STEP_COLUMNS[i];
    const r = row + STEP_ROWS[i];
    if (c < 0 || r < 0 || c >= size || r >= size) continue;
    const to = r * size + c;
    if (free[to] === 0 || done[to] === 1) continue;
    const diagonal = i >= STRAIGHT;
    if (diagonal && (free[row * size + c] === 0 || free[r * size + column] === 0)) continue;
    const through = cost[at] + (diagonal ? DIAGONAL : 1);
    if (through >= cost[to]) continue;
    cost[to] = through;
    cameFrom[to] = at;
    open.push(to, through + EAGERNESS * octile(c, r, lastColumn, lastRow));
  }
}

function octile(column: number, row: number, lastColumn: number, lastRow: number): number {
  const dc = Math.abs(column - lastColumn);
  const dr = Math.abs(row - lastRow);
  return Math.max(dc, dr) + (DIAGONAL - 1) * Math.min(dc, dr);
}

/** The free block nearest to a point from which a straight line leads to the point; −1 when there is none. */
function entrance(grid: WalkGrid, field: Blocks, point: Point): number {
  const { size, block_m, free } = field;
  const column = Math.floor(point.x / block_m);
  const row = Math.floor(point.z / block_m);
  const reach = Math.max(2, Math.ceil(3 / block_m));
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let r = Math.max(0, row - reach); r <= Math.min(size - 1, row + reach); r++) {
    for (let c = Math.max(0, column - reach); c <= Math.min(size - 1, column + reach); c++) {
      if (free[r * size + c] === 0) continue;
      const centre = { x: (c + 0.5) * block_m, z: (r + 0.5) * block_m };
      const distance = Math.hypot(centre.x - point.x, centre.z - point.z);
      if (distance < least && grid.clearLine(point, centre)) {
        best = r * size + c;
        least = distance;
      }
    }
  }
  return best;
}

function trace(field: Blocks, last: number): Point[] {
  const { size, block_m, cameFrom } = field;
  const points: Point[] = [];
  for (let at = last; at >= 0; at = cameFrom[at]) {
    points.push({ x: ((at % size) + 0.5) * block_m, z: (Math.floor(at / size) + 0.5) * block_m });
  }
  return points.reverse();
}

/** The same way with the points left out that a straight line can pass by; without the first point. */
function straightened(grid: WalkGrid, points: readonly Point[]): Point[] {
  const forth = shortcuts(grid, points);
  const back = shortcuts(grid, [...points].reverse()).reverse();
  return (lengthOf(back) < lengthOf(forth) ? back : forth).slice(1);
}

/** From each point straight to the farthest one that can be reached so. */
function shortcuts(grid: WalkGrid, points: readonly Point[]): Point[] {
  const kept = [points[0]];
  let at = 0;
  while (at < points.length - 1) {
    let next = points.length - 1;
    while (next > at + 1 && !grid.clearLine(points[at], points[next])) next -= Math.ceil((next - at) / 8);
    next = Math.max(next, at + 1);
    while (next + 1 < points.length && grid.clearLine(points[at], points[next + 1])) next += 1;
    kept.push(points[next]);
    at = next;
  }
  return kept;
}

function lengthOf(points: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    sum += Math.hypot(points[i].x - points[i - 1].x, points[i].z - points[i - 1].z);
  }
  return sum;
}

/** A binary heap of block numbers by priority, least first. */
class Heap {
  private readonly items: number[] = [];
  private readonly keys: number[] = [];

  get size(): number {
    return this.items.length;
  }

  push(item: number, key: number): void {
    const { items, keys } = this;
    let at = items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent] <= key) break;
      items[at] = items[parent];
      keys[at] = keys[parent];
      at = parent;
    }
    items[at] = item;
    keys[at] = key;
  }

  pop(): number {
    const { items, keys } = this;
    const top = items[0];
    const item = items.pop() as number;
    const key = keys.pop() as number;
    const count = items.length;
    if (count === 0) return top;
    let at = 0;
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && keys[child + 1] < keys[child]) child += 1;
      if (keys[child] >= key) break;
      items[at] = items[child];
      keys[at] = keys[child];
      at = child;
    }
    items[at] = item;
    keys[at] = key;
    return top;
  }
}
