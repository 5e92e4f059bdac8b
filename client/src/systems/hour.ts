/** What o'clock it is in the place: the server's clock carried on by this machine, or a moment given for a picture. */
import { indoorLight, outdoorLight } from "../scene/hours";
import type { Light } from "../scene/light";
import { sunAt } from "../scene/sun";
import type { PlaceConfig } from "../ui/config";

/** The hour, minute and second of a city's day, and its month 1 to 12. */
export interface TimeOfDay {
  readonly month: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A clock that starts at the server's time; of this machine's, `ticks_ms`, only what passes is believed. */
export class PlaceClock {
  private readonly ticks_ms: () => number;
  private start_ms: number;
  private since_ms: number;
  private readonly format: Intl.DateTimeFormat;

  constructor(now: string, timeZone: string, ticks_ms: () => number = () => Date.now()) {
    this.ticks_ms = ticks_ms;
    this.start_ms = Date.parse(now);
    this.since_ms = ticks_ms();
    this.format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      month: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      hourCycle: "h23",
    });
  }

  /** Goes on from another moment (ISO 8601 with its zone). RangeError when it is none. */
  set(moment: string): void {
    const start_ms = Date.parse(moment);
    if (Number.isNaN(start_ms)) {
      throw new RangeError(`Moment '${moment}' refused: write one such as 2026-11-21T21:00+09:00.`);
    }
    this.start_ms = start_ms;
    this.since_ms = this.ticks_ms();
  }

  /** Milliseconds since 1970, universal time. */
  now_ms(): number {
    return this.start_ms + this.ticks_ms() - this.since_ms;
  }

  timeOfDay(): TimeOfDay {
    const parts = this.format.formatToParts(this.now_ms());
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      Number(parts.find((one) => one.type === type)?.value ?? 0);
    return {
      month: part("month"),
      hour: part("hour"),
      minute: part("minute"),
      second: part("second"),
    };
  }
}

/** The light that falls on the place now. */
export function lightNow(config: PlaceConfig, clock: PlaceClock): Light {
  const now_ms = clock.now_ms();
  const outside = outdoorLight(now_ms, config.geo);
  if (config.document.sky !== "indoor") return outside;
  return indoorLight(outside, sunAt(now_ms, config.geo.lat, config.geo.lon).altitude);
}
