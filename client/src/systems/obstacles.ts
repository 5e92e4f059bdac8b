/**
 * How high things stand, on a coarse grid made once from the shell's triangles: enough to keep the camera out
 * of walls and to know what hides the ground under the pointer, without testing triangles at every frame.
 */

export interface Triangles {
  /** x, y, z of each corner in metres. */
  readonly positions: ArrayLike<number>;
  /** Three corners a triangle; null when corners simply follow each other. */
  readonly indices: ArrayLike<number> | null;
}

/** Answers whether a body may walk at (x, z): over such cells things hang, they do not stand. */
export type IsFree = (x: number, z: number) => boolean;

/** Lower than this nothing hides a standing person: lawns, kerbs, benches. */
const LEAST_M = 1.4;

export class Obstacles {
  readonly side_m: number;
  readonly cell_m: number;
  private readonly heights: Float32Array;
  private readonly size: number;

  constructor(side_m: number, cell_m: number) {
    this.side_m = side_m;
    this.cell_m = cell_m;
    this.size = Math.ceil(side_m / cell_m);
    this.heights = new Float32Array(this.size * this.size);
  }

  /** Metres that something stands at (x, z); 0 in the open and outside the place. */
  heightAt(x: number, z: number): number {
    const column = Math.floor(x / this.cell_m);
    const row = Math.floor(z / this.cell_m);
    if (column < 0 || row < 0 || column >= this.size || row >= this.size) return 0;
    return this.heights[row * this.size + column];
  }

  /** Raises the cells under every triangle to its height. */
  add(triangles: Triangles): void {
    const { positions, indices } = triangles;
    const corners = indices ? indices.length : positions.length / 3;
    for (let i = 0; i + 2 < corners; i += 3) {
      const a = (indices ? indices[i] : i) * 3;
      const b = (indices ? indices[i + 1] : i + 1) * 3;
      const c = (indices ? indices[i + 2] : i + 2) * 3;
      const top = Math.max(positions[a + 1], positions[b + 1], positions[c + 1]);
      if (top < LEAST_M) continue;
      this.raise(
        [positions[a], positions[b], positions[c]],
        [positions[a + 2], positions[b + 2], positions[c + 2]],
        top,
      );
    }
  }

  /** Forgets what only hangs over ground where people walk: eaves, arches, awnings, crowns of trees. */
  clearWhere(isFree: IsFree): void {
    const half = this.cell_m / 2;
    for (let row = 0; row < this.size; row++) {
      for (let column = 0; column < this.size; column++) {
        const at = row * this.size + column;
        if (this.heights[at] && isFree(column * this.cell_m + half, row * this.cell_m + half)) {
          this.heights[at] = 0;
        }
      }
    }
  }

  /**
   * How far a straight line from (x, y, z) along a unit direction is free, at most `most_m`:
   * it ends where it would go under the ground or into something.
   */
  freeWay(
    from: readonly [number, number, number],
    direction: readonly [number, number, number],
    most_m: number,
  ): number {
    const step = this.cell_m * 0.4;
    for (let way = step; way < most_m; way += step) {
      const y = from[1] + direction[1] * way;
      const height = this.heightAt(from[0] + direction[0] * way, from[2] + direction[2] * way);
      if (y < height || y < 0) return way - step;
    }
    return most_m;
  }

  /** Cells whose centre lies in the triangle's box and, within half a cell, in the triangle. */
  private raise(
    xs: readonly [number, number, number],
    zs: readonly [number, number, number],
    top: number,
  ): void {
    const cell = this.cell_m;
    const last = this.size - 1;
    const cellOf = (metres: number) => Math.min(last, Math.max(0, Math.floor(metres / cell)));
    if (Math.max(...xs) < 0 || Math.max(...zs) < 0) return;
    if (Math.min(...xs) > this.side_m || Math.min(...zs) > this.side_m) return;
    for (let row = cellOf(Math.min(...zs)); row <= cellOf(Math.max(...zs)); row++) {
      for (let column = cellOf(Math.min(...xs)); column <= cellOf(Math.max(...xs)); column++) {
        const at = row * this.size + column;
        if (this.heights[at] >= top) continue;
        if (touches(xs, zs, (column + 0.5) * cell, (row + 0.5) * cell, cell * 0.75)) this.heights[at] = top;
      }
    }
  }
}

/** Whether (x, z) lies in the triangle grown by `margin` on every side. */
function touches(
  xs: readonly [number, number, number],
  zs: readonly [number, number, number],
  x: number,
  z: number,
  margin: number,
): boolean {
  const area = (xs[1] - xs[0]) * (zs[2] - zs[0]) - (xs[2] - xs[0]) * (zs[1] - zs[0]);
  const sign = area < 0 ? -1 : 1;
  for (let i = 0; i < 3; i++) {
    const j = (i + 1) % 3;
    const [x0, z0, x1, z1] = [xs[i], zs[i], xs[j], zs[j]];
    const length = Math.hypot(x1 - x0, z1 - z0);
    if (length < 1e-6) continue;
    const inside = (sign * ((x1 - x0) * (z - z0) - (z1 - z0) * (x - x0))) / length;
    if (inside < -margin) return false;
  }
  return true;
}
