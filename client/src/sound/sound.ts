/**
 * The square's sounds: steps, the fountain, the murmur of people, a chime for what concerns this person. Off until
 * the person turns them on in the settings; at a later visit they begin with the first press or key, as browsers
 * demand. While they are off nothing is loaded and nothing is reckoned.
 */

import { nearPeople } from "../map/near";
import type { Pose } from "../net/pose";
import { onPreferences, preferences } from "../preferences/kept";
import type { TimeOfDay } from "../systems/hour";
import { isPlaying } from "../systems/playing";
import type { PlaceConfig } from "../ui/config";
import type { Square } from "../ui/square";
import { fountainLevel, murmurLevel } from "./levels";
import { Steps } from "./steps";
import type { Synth } from "./synth";

const TICK_MS = 100;
const FOUNTAIN = "fountain";

/** Where what sounds is asked for, in both views. */
export interface Ears {
  readonly square: Square;
  pose(): Pose | null;
}

/** Keeps the sounds of this page as the person wants them. */
export function offerSound(ears: Ears): void {
  let playing: Playing | null = null;
  let waiting = false;
  const begin = async () => {
    if (playing || waiting) return;
    waiting = true;
    const { Synth } = await import("./synth");
    waiting = false;
    if (preferences().sound === "off" || playing) return;
    playing = new Playing(ears, new Synth(new AudioContext(), Math.random));
  };
  const obey = (pressed: boolean) => {
    const wanted = preferences().sound === "on";
    if (wanted && pressed) void begin();
    playing?.obey(wanted);
  };
  onPreferences(() => obey(true));
  for (const kind of ["pointerdown", "keydown"] as const) {
    addEventListener(kind, () => obey(true), { once: true, capture: true });
  }
  obey(false);
}

class Playing {
  private readonly ears: Ears;
  private readonly synth: Synth;
  private readonly steps = new Steps();
  private readonly clock: () => TimeOfDay;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(ears: Ears, synth: Synth) {
    this.ears = ears;
    this.clock = cityClock(ears.square.config);
    this.synth = synth;
    const ring = () => {
      if (this.timer !== undefined) synth.chime();
    };
    ears.square.session.on("notice", ring);
    ears.square.session.on("event", ring);
    this.obey(true);
  }

  obey(wanted: boolean): void {
    this.synth.setVolume(wanted ? Number(preferences().volume) / 100 : 0);
    if (wanted && this.timer === undefined) {
      this.synth.wake();
      this.timer = setInterval(() => this.tick(), TICK_MS);
    } else if (!wanted && this.timer !== undefined) {
      clearInterval(this.timer);
      this.timer = undefined;
      this.synth.sleep();
    }
  }

  /** By the city's clock; a fountain without hours plays always. */
  private fountainPlays(): boolean {
    const { config } = this.ears.square;
    const hours = config.document.hours?.find(({ id }) => id === FOUNTAIN);
    return hours === undefined || isPlaying(hours, this.clock());
  }

  private tick(): void {
    const { square } = this.ears;
    const pose = this.ears.pose();
    if (!pose || document.hidden) {
      this.synth.setAround(0, 0);
      return;
    }
    const { session, config } = square;
    const now_s = session.now_s();
    const near = nearPeople(session.neighbours, pose, now_s).filter(({ id }) => !session.blocked.has(id));
    const fountain = config.document.zones.find((zone) => zone.id === FOUNTAIN);
    const away_m = fountain ? Math.hypot(fountain.x - pose.x, fountain.z - pose.z) : Number.POSITIVE_INFINITY;
    const water = this.fountainPlays() ? fountainLevel(away_m) : 0;
    this.synth.setAround(water, murmurLevel(near.map((person) => person.distance_m)));
    const walkers = near.map(({ id, pose: at, distance_m }) => ({ id, gait: at.gait, distance_m }));
    for (const { level, pitch } of this.steps.take(
      [{ id: -1, gait: pose.gait, distance_m: 0 }, ...walkers],
      now_s,
    )) {
      this.synth.step(level, pitch);
    }
  }
}

/** What o'clock it is in the city: this machine's clock, put right by the server's when it made the page. */
function cityClock({ now, time_zone }: PlaceConfig): () => TimeOfDay {
  const ahead_ms = Date.parse(now) - Date.now();
  const options = { month: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: time_zone, hourCycle: "h23", ...options });
  return () => {
    const parts = format.formatToParts(Date.now() + ahead_ms);
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      Number(parts.find((one) => one.type === type)?.value ?? 0);
    return { month: part("month"), hour: part("hour"), minute: part("minute"), second: part("second") };
  };
}
