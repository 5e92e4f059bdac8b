/** The JSON messages of `madang.world.v1` that the world sends, checked before anything else touches them. */

import type { Pose } from "./pose";
import { readStage, type StageNow } from "./stage_now";

export interface Person {
  id: number;
  name: string;
  look: string;
  role: string;
  /** The receiver blocks them; the world knows it, also from an earlier visit. */
  blocked?: boolean;
}

/** Who gave the word of an invitation, and where they stand; metres. */
export interface Found {
  id: number;
  name: string;
  x: number;
  z: number;
}

export interface Welcome {
  id: number;
  place: string;
  revision: number;
  tick_hz: number;
  /** Metres; the corner for somebody without an avatar. */
  spawn: Pose;
  limits: Limits;
}

export interface Limits {
  earshot_m: number;
  text_chars: number;
  [name: string]: unknown;
}

export interface Said {
  n: number;
  id: number;
  name: string;
  lang: string;
  text: string;
  /** When it was said, as the world wrote it (ISO 8601). */
  at: string;
}

export interface Notice {
  id: string;
  title: string;
  text: string;
  /** An address to read more at, or empty. */
  link: string;
  /** ISO 8601; empty while it has no end. */
  until: string;
}

/** Something happened for this person; the truth is fetched at `/api/me/events?after=`. */
export interface Doorbell {
  n: number;
  kind: string;
}

export interface Refusal {
  /** The message that was refused: say, move, who, enter… */
  to: string;
  code: string;
  /** In the person's language. */
  text: string;
  /** Of a removal: its end (ISO 8601) and the number that opens the page for appeals; empty where there is none. */
  until: string;
  number: string;
}

export type WorldMessage =
  | { type: "welcome"; welcome: Welcome }
  | { type: "people"; people: Person[] }
  | { type: "left"; ids: number[] }
  | { type: "said"; said: Said }
  | { type: "put"; pose: Pose }
  | { type: "place"; revision: number }
  | { type: "notice"; notice: Notice }
  | { type: "stage"; stage: StageNow }
  | { type: "event"; doorbell: Doorbell }
  | { type: "blocked"; id: number; key: string }
  | { type: "unblocked"; id: number; key: string }
  | { type: "reported"; id: number; number: string }
  | { type: "refused"; refusal: Refusal }
  | { type: "invited"; word: string }
  | { type: "found"; found: Found };

const NOWHERE: Pose = { x: 0, y: 0, z: 0, yaw: 0, gait: 0 };

type Fields = Record<string, unknown>;

/** The message in `text`, or null when it is of an unknown type or not of its type's shape. */
export function readMessage(text: string): WorldMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isFields(value) || typeof value.type !== "string") return null;
  return Object.hasOwn(READERS, value.type) ? READERS[value.type](value) : null;
}

const READERS: Readonly<Record<string, (fields: Fields) => WorldMessage | null>> = {
  welcome: (f) => {
    const spawn = isFields(f.spawn) ? readPose(f.spawn) : NOWHERE;
    if (!isNumber(f.id) || spawn === null) return null;
    const welcome = {
      id: f.id,
      place: textOf(f.place),
      revision: numberOf(f.revision, 0),
      tick_hz: numberOf(f.tick_hz, 10),
      spawn,
      limits: readLimits(f.limits),
    };
    return { type: "welcome", welcome };
  },
  people: (f) => {
    if (!Array.isArray(f.people)) return null;
    return { type: "people", people: f.people.filter(isFields).filter(hasId).map(readPerson) };
  },
  left: (f) => (Array.isArray(f.ids) ? { type: "left", ids: f.ids.filter(isNumber) } : null),
  said: (f) => {
    if (!isNumber(f.id) || typeof f.text !== "string") return null;
    const said = {
      n: numberOf(f.n, 0),
      id: f.id,
      name: textOf(f.name),
      lang: textOf(f.lang),
      text: f.text,
      at: textOf(f.at),
    };
    return { type: "said", said };
  },
  put: (f) => {
    const pose = readPose(f);
    return pose && { type: "put", pose };
  },
  place: (f) => (isNumber(f.revision) ? { type: "place", revision: f.revision } : null),
  notice: (f) => ({
    type: "notice",
    notice: {
      id: textOf(f.id),
      title: textOf(f.title),
      text: textOf(f.text),
      link: textOf(f.link),
      until: textOf(f.until),
    },
  }),
  stage: (f) => {
    const stage = readStage(f);
    return stage && { type: "stage", stage };
  },
  event: (f) => (isNumber(f.n) ? { type: "event", doorbell: { n: f.n, kind: textOf(f.kind) } } : null),
  blocked: (f) => (isNumber(f.id) ? { type: "blocked", id: f.id, key: textOf(f.key) } : null),
  unblocked: (f) => (isNumber(f.id) ? { type: "unblocked", id: f.id, key: textOf(f.key) } : null),
  reported: (f) => (isNumber(f.id) ? { type: "reported", id: f.id, number: textOf(f.number) } : null),
  invited: (f) => ({ type: "invited", word: textOf(f.word) }),
  found: (f) =>
    isNumber(f.id) && isNumber(f.x) && isNumber(f.z)
      ? { type: "found", found: { id: f.id, name: textOf(f.name), x: f.x / 100, z: f.z / 100 } }
      : null,
  refused: (f) => ({
    type: "refused",
    refusal: {
      to: textOf(f.to),
      code: textOf(f.code),
      text: textOf(f.text),
      until: textOf(f.until),
      number: textOf(f.number),
    },
  }),
};

function readPerson(f: Fields & { id: number }): Person {
  const person = { id: f.id, name: textOf(f.name), look: textOf(f.look), role: textOf(f.role) || "visitor" };
  return f.blocked === true ? { ...person, blocked: true } : person;
}

function readPose(f: Fields): Pose | null {
  if (!isNumber(f.x) || !isNumber(f.z)) return null;
  return { x: f.x / 100, y: numberOf(f.y, 0) / 100, z: f.z / 100, yaw: numberOf(f.yaw, 0), gait: 0 };
}

function readLimits(value: unknown): Limits {
  const given = isFields(value) ? value : {};
  return {
    ...given,
    earshot_m: numberOf(given.earshot_m, 20),
    text_chars: numberOf(given.text_chars, 200),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasId(f: Fields): f is Fields & { id: number } {
  return isNumber(f.id);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function numberOf(value: unknown, otherwise: number): number {
  return isNumber(value) ? value : otherwise;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
