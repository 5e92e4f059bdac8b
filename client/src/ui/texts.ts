/** What the client says, in the page's language: the catalogue in texts/*.json with numbers and units. */

import en from "../texts/en.json";
import ko from "../texts/ko.json";
import type { Lang } from "./config";

export type TextKey = keyof typeof ko;
type Entry = string | { one: string; other: string };
type Values = Record<string, string | number>;

const CATALOGUES: Record<Lang, Record<TextKey, Entry>> = { ko, en };
const STEP_M = 0.7;
const COMPASS = [
  "north",
  "northeast",
  "east",
  "southeast",
  "south",
  "southwest",
  "west",
  "northwest",
] as const;

/** `{name}`, or with the Korean particle that follows it: `{name|after a consonant|after a vowel}`. */
const SLOT = /\{(\w+)(?:\|([^|}]+)\|([^|}]+))?\}/g;

/** One language: its catalogue, and how it writes numbers and times. */
interface Tongue {
  readonly lang: Lang;
  readonly catalogue: Record<TextKey, Entry>;
  readonly numbers: Intl.NumberFormat;
  readonly plurals: Intl.PluralRules;
  readonly clock: Intl.DateTimeFormat;
  readonly calendar: Intl.DateTimeFormat;
  readonly whole: Intl.DateTimeFormat;
}

export class Texts {
  private tongue: Tongue;
  private readonly timeZone: string | undefined;
  private readonly listeners: (() => void)[] = [];

  constructor(lang: Lang, timeZone?: string) {
    this.timeZone = timeZone;
    this.tongue = tongueOf(lang, timeZone);
  }

  get lang(): Lang {
    return this.tongue.lang;
  }

  /** Speaks `lang` from now on, and has everybody who listens say their texts anew. */
  use(lang: Lang): void {
    if (lang === this.lang) return;
    this.tongue = tongueOf(lang, this.timeZone);
    for (const listener of this.listeners) listener();
  }

  /** `listener` says its texts anew whenever the language changes. */
  onLanguage(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The text of `key` with `{name}` replaced; an entry with `one` and `other` goes by the value `n`. */
  say(key: TextKey, values: Values = {}): string {
    const { catalogue, numbers, plurals } = this.tongue;
    const entry = catalogue[key];
    const text =
      typeof entry === "string" ? entry : entry[plurals.select(Number(values.n)) === "one" ? "one" : "other"];
    return text.replace(SLOT, (whole, name: string, closed?: string, open?: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      const written = typeof value === "number" ? numbers.format(value) : value;
      return closed && open ? written + particle(written, closed, open) : written;
    });
  }

  /** The text of a key that is put together at run time, or `otherwise` when the catalogue has none. */
  sayIfKnown(key: string, otherwise: string): string {
    return key in this.tongue.catalogue ? this.say(key as TextKey) : otherwise;
  }

  /** Whole metres in words: "24 m, 34 steps". */
  distance(metres: number): string {
    return this.say("distance", { m: Math.round(metres), n: Math.round(metres / STEP_M) });
  }

  /** One of eight directions from north for the way (dx east, dz south). */
  direction(dx: number, dz: number): string {
    const eighth = Math.round(Math.atan2(dx, -dz) / (Math.PI / 4));
    return this.say(`compass.${COMPASS[(eighth + 8) % 8]}`);
  }

  /** "north-east, 24 m, 34 steps", or "right beside you". */
  whereabouts(dx: number, dz: number): string {
    const metres = Math.hypot(dx, dz);
    if (metres < 1.5) return this.say("beside");
    return this.say("whereabouts", { direction: this.direction(dx, dz), distance: this.distance(metres) });
  }

  /** Day and time of an ISO 8601 moment, empty when it is none. */
  moment(iso: string): string {
    const moment = new Date(iso);
    return Number.isNaN(moment.getTime()) ? "" : this.tongue.calendar.format(moment);
  }

  /** Day and time in full, with the day of the week. */
  longMoment(moment: Date): string {
    return this.tongue.whole.format(moment);
  }

  /** The time of day of an ISO 8601 moment, empty when it is none. */
  time(iso: string): string {
    const moment = new Date(iso);
    return Number.isNaN(moment.getTime()) ? "" : this.tongue.clock.format(moment);
  }
}

function tongueOf(lang: Lang, timeZone: string | undefined): Tongue {
  const zone = timeZone ? { timeZone } : {};
  return {
    lang,
    catalogue: CATALOGUES[lang],
    numbers: new Intl.NumberFormat(lang),
    plurals: new Intl.PluralRules(lang),
    calendar: new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short", ...zone }),
    whole: new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "short", ...zone }),
    clock: new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit", ...zone }),
  };
}

const DIGIT_ZERO = 0x30;
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
const FINAL_RIEUL = 8;
const FINAL_MIEUM = 16;
/** With which final consonant each digit's name ends: those of 1, 7 and 8 with rieul, of 0, 3 and 6 with one that closes. */
const FINAL_OF_DIGIT = [
  FINAL_MIEUM,
  FINAL_RIEUL,
  0,
  FINAL_MIEUM,
  0,
  0,
  FINAL_MIEUM,
  FINAL_RIEUL,
  FINAL_RIEUL,
  0,
];

/** The form of a Korean particle after `word`: by the last syllable's final consonant, rieul counting as none before (eu)ro. */
function particle(word: string, closed: string, open: string): string {
  const final = finalOf(word);
  const vowelLike = final === 0 || (final === FINAL_RIEUL && closed.length > open.length);
  return vowelLike ? open : closed;
}

/** The number of the final consonant with which a word ends as it is read; 0 for none, and where nobody can know. */
function finalOf(word: string): number {
  const last = word.charCodeAt(word.length - 1);
  if (last >= FIRST_SYLLABLE && last <= LAST_SYLLABLE) return (last - FIRST_SYLLABLE) % FINALS;
  return FINAL_OF_DIGIT[last - DIGIT_ZERO] ?? 0;
}

/** The texts in the language of `<html lang>`. */
export function pageTexts(timeZone?: string): Texts {
  return new Texts(document.documentElement.lang === "en" ? "en" : "ko", timeZone);
}
