/**
 * How finely to draw, from how long frames really take. A frame's time is the gap between two frames while the
 * page is visible; the first ones after loading, when shaders are still being made, do not count.
 */
import type { CrowdDetail } from "../scene/crowd";

export type Tier = "high" | "medium" | "low";

export interface Quality {
  /** Upper bound of device pixels for a CSS pixel. */
  readonly pixelRatio: number;
  /** Only when a context is made: a browser cannot change it later. */
  readonly antialias: boolean;
  readonly names: number;
  readonly fineSky: boolean;
  /** Width of the texture of a picture that hangs in the place. */
  readonly picture_px: number;
  readonly crowd: CrowdDetail;
}

export const QUALITY: Readonly<Record<Tier, Quality>> = {
  high: {
    pixelRatio: 2,
    antialias: true,
    names: 48,
    fineSky: true,
    picture_px: 1024,
    crowd: { near_m: 30, mid_m: 90, near_people: 160 },
  },
  medium: {
    pixelRatio: 1.25,
    antialias: true,
    names: 32,
    fineSky: true,
    picture_px: 1024,
    crowd: { near_m: 20, mid_m: 55, near_people: 80 },
  },
  low: {
    pixelRatio: 0.75,
    antialias: false,
    names: 20,
    fineSky: false,
    picture_px: 512,
    crowd: { near_m: 11, mid_m: 26, near_people: 30 },
  },
};

/** From fine to coarse. */
export const ORDER: readonly Tier[] = ["high", "medium", "low"];
/** Slower than this, a finer tier gives way to a coarser one. */
const HEAVY_MS = 30;
/** Slower than this at the lowest tier, walking is no pleasure: the map view is better. */
export const TOO_SLOW_MS = 80;
const WARM_UP_FRAMES = 10;
const WINDOW_MS = 2500;
const WINDOW_FRAMES = 12;
/** Gaps longer than this are a sleeping tab or a breakpoint, not drawing. */
const PAUSE_MS = 1000;

export type Verdict =
  | { readonly kind: "tier"; readonly tier: Tier }
  | { readonly kind: "too-slow"; readonly median_ms: number };

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Watches frame times and says when to draw more coarsely, or to give up. It never goes back up by itself. */
export class FramePacer {
  tier: Tier;
  private gaps: number[] = [];
  private sum_ms = 0;
  private skip = WARM_UP_FRAMES;
  private settled: boolean;

  /** A `fixed` tier is somebody's choice: it stays, however long the frames take. */
  constructor(tier: Tier, fixed = false) {
    this.tier = tier;
    this.settled = fixed;
  }

  /** Goes on with another tier. */
  take(tier: Tier, fixed: boolean): void {
    this.tier = tier;
    this.settled = fixed;
    this.skip = WARM_UP_FRAMES;
    this.begin();
  }

  /** Takes the gap before this frame; answers when something has to change. */
  frame(gap_ms: number): Verdict | null {
    if (this.settled || gap_ms > PAUSE_MS) return null;
    if (this.skip > 0) {
      this.skip--;
      return null;
    }
    this.gaps.push(gap_ms);
    this.sum_ms += gap_ms;
    if (this.sum_ms < WINDOW_MS || this.gaps.length < WINDOW_FRAMES) return null;
    const median_ms = median(this.gaps);
    this.begin();
    const coarser = ORDER[ORDER.indexOf(this.tier) + 1];
    if (coarser) {
      if (median_ms <= HEAVY_MS) return null;
      this.tier = coarser;
      this.skip = WARM_UP_FRAMES;
      return { kind: "tier", tier: coarser };
    }
    if (median_ms <= TOO_SLOW_MS) return null;
    this.settled = true;
    return { kind: "too-slow", median_ms };
  }

  /** Begins a new window: the page was hidden, or the view changed. */
  begin(): void {
    this.gaps = [];
    this.sum_ms = 0;
  }
}
