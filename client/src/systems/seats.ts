/** Where one can sit: who sits down beside a bench is shown on it, the same on every screen. */
import { radiansOf } from "../net/pose";
import type { FurnitureMeta } from "../scene/furniture";
import type { PlaceDocument } from "../ui/config";

export interface SeatPlace {
  readonly x: number;
  readonly z: number;
  /** Radians clockwise from north. */
  readonly yaw: number;
}

/** A bench can be taken from this far off its edge. */
const REACH_M = 1.1;
/** Room that a sitting body keeps from the bench's ends. */
const END_M = 0.3;

interface Bench extends SeatPlace {
  readonly halfWidth: number;
  readonly halfDepth: number;
}

export class Seats {
  private benches: readonly Bench[] = [];

  constructor(placeDocument: PlaceDocument, furniture: FurnitureMeta) {
    this.take(placeDocument, furniture);
  }

  /** Knows the seats of this document instead of those before. */
  take(placeDocument: PlaceDocument, furniture: FurnitureMeta): void {
    this.benches = placeDocument.objects.flatMap((object) => {
      const kind = furniture.kinds[object.kind];
      if (!kind?.seat_m) return [];
      const [halfWidth, halfDepth] = kind.half;
      return [{ x: object.x, z: object.z, yaw: radiansOf(object.yaw), halfWidth, halfDepth }];
    });
  }

  /** The place on the nearest bench within reach of (x, z), facing the bench's front; null when there is none. */
  near(x: number, z: number): SeatPlace | null {
    let best: SeatPlace | null = null;
    let least = REACH_M;
    for (const bench of this.benches) {
      const [cos, sin] = [Math.cos(bench.yaw), Math.sin(bench.yaw)];
      const [dx, dz] = [x - bench.x, z - bench.z];
      const across = dx * cos + dz * sin;
      const along = dz * cos - dx * sin;
      const gap = Math.hypot(
        Math.max(0, Math.abs(across) - bench.halfWidth),
        Math.max(0, Math.abs(along) - bench.halfDepth),
      );
      if (gap > least) continue;
      const room = Math.max(0, bench.halfWidth - END_M);
      const at = Math.min(room, Math.max(-room, across));
      best = { x: bench.x + at * cos, z: bench.z + at * sin, yaw: bench.yaw };
      least = gap;
    }
    return best;
  }
}
