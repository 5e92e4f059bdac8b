/**
 * Keeps a screen reader able to follow the talk: while more is said than can be read aloud, it hears how much was
 * said every ten seconds instead of every line. The log keeps all lines, for reading at one's own pace.
 */

/** More lines than this within this time are a flood: about one a second. */
const FLOOD_LINES = 5;
const FLOOD_MS = 5000;
const SUMMARY_MS = 10_000;
/** No more lines than this between two summaries, and every line is read again. */
const CALM_LINES = 5;

export interface FloodOptions {
  /** Whether every new line is to be read aloud. */
  live: (live: boolean) => void;
  /** Says that `lines` were said in the last `seconds`. */
  summary: (lines: number, seconds: number) => void;
}

export class Flood {
  private heard_ms: number[] = [];
  private since = 0;
  private readonly options: FloodOptions;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: FloodOptions) {
    this.options = options;
  }

  /** Whether lines are counted rather than read. */
  get isFlooded(): boolean {
    return this.timer !== undefined;
  }

  /** Takes note of a line before it is written, at `now_ms` of any clock that runs on. */
  line(now_ms: number): void {
    if (this.isFlooded) {
      this.since++;
      return;
    }
    this.heard_ms = this.heard_ms.filter((heard_ms) => now_ms - heard_ms < FLOOD_MS);
    this.heard_ms.push(now_ms);
    if (this.heard_ms.length <= FLOOD_LINES) return;
    this.heard_ms = [];
    this.since = 1;
    this.options.live(false);
    this.timer = setInterval(() => this.sum(), SUMMARY_MS);
  }

  private sum(): void {
    const lines = this.since;
    this.since = 0;
    if (lines > 0) this.options.summary(lines, SUMMARY_MS / 1000);
    if (lines > CALM_LINES) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.options.live(true);
  }
}
