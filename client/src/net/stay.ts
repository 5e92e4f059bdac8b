/** What outlives a page: who the person is (this browser), and the pass and position of this tab's stay. */

import type { Pose } from "./pose";

export interface Identity {
  name: string;
  look: string;
}

/** A pass that lets the same person re-enter `place` without asking the web. */
export interface Pass {
  place: string;
  pass: string;
  url: string;
  /** The language in which the world speaks to who comes with this pass. */
  lang: string;
}

export interface Stay {
  pass(): Pass | null;
  keepPass(pass: Pass | null): void;
  pose(place: string): Pose | null;
  keepPose(place: string, pose: Pose): void;
}

const PERSON_KEY = "madang.person";
const PASS_KEY = "madang.pass";
const POSE_KEY = "madang.at";

export function rememberedIdentity(): Identity | null {
  const value = read(() => localStorage, PERSON_KEY) as Partial<Identity> | null;
  if (typeof value?.name !== "string" || typeof value.look !== "string") return null;
  return { name: value.name, look: value.look };
}

export function rememberIdentity(identity: Identity): void {
  write(() => localStorage, PERSON_KEY, identity);
}

/** The stay of this tab, in sessionStorage; without storage (private modes) nothing is remembered. */
export function tabStay(): Stay {
  const store = () => sessionStorage;
  return {
    pass() {
      const value = read(store, PASS_KEY) as Partial<Pass> | null;
      const complete =
        value && [value.place, value.pass, value.url, value.lang].every((part) => typeof part === "string");
      return complete ? (value as Pass) : null;
    },
    keepPass: (pass) => write(store, PASS_KEY, pass),
    pose(place) {
      const value = read(store, `${POSE_KEY}.${place}`) as Partial<Pose> | null;
      if (!value || ![value.x, value.z, value.yaw].every(Number.isFinite)) return null;
      return { x: Number(value.x), y: 0, z: Number(value.z), yaw: Number(value.yaw), gait: 0 };
    },
    keepPose: (place, pose) => write(store, `${POSE_KEY}.${place}`, { x: pose.x, z: pose.z, yaw: pose.yaw }),
  };
}

function read(store: () => Storage, key: string): unknown {
  try {
    return JSON.parse(store().getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(store: () => Storage, key: string, value: unknown): void {
  try {
    if (value === null) store().removeItem(key);
    else store().setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the person types their name again next time.
  }
}
