/**
 * The preferences of this browser, as one live thing that every part of a page reads and listens to. The cookie is what
 * the server reads; a copy in localStorage brings it back where a browser drops cookies after a week.
 */

import { cookieOf, keptCookie, PREFERENCES_COOKIE, type Preferences, readWords, writeWords } from "./words";

type Listener = (now: Preferences, before: Preferences) => void;

const SHOWN = ["text", "contrast", "motion", "easy"] as const;
const STORAGE_KEY = "madang.view";
const listeners = new Set<Listener>();
let current: Preferences | null = null;

/** What the person has chosen. */
export function preferences(): Preferences {
  current ??= readKept();
  return current;
}

/** Keeps `next`, shows it on this page, and tells who listens. */
export function prefer(next: Preferences): void {
  const before = preferences();
  if (writeWords(next) === writeWords(before)) return;
  current = next;
  keep(next);
  showOn(document.documentElement, next);
  for (const listener of listeners) listener(next, before);
}

export function onPreferences(listener: Listener): void {
  listeners.add(listener);
}

/** Whether things should move less: by the person's choice, or by their device's where they leave it to that. */
export function wantsCalm(now: Preferences = preferences()): boolean {
  if (now.motion !== "system") return now.motion === "less";
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Shows preferences as `data-*` of `root`, as the server does. */
export function showOn(root: HTMLElement, now: Preferences): void {
  const usual = readWords("");
  for (const name of SHOWN) {
    if (now[name] === usual[name]) delete root.dataset[name];
    else root.dataset[name] = now[name];
  }
}

/** Keeps something else of this person's for the server, such as the language. */
export function keepCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = keptCookie(name, value, location.protocol === "https:");
}

function readKept(): Preferences {
  const words = cookieOf(document.cookie, PREFERENCES_COOKIE);
  if (words !== null) return readWords(words);
  const stored = readWords(storage()?.getItem(STORAGE_KEY) ?? "");
  if (writeWords(stored) === "") return stored;
  keep(stored);
  showOn(document.documentElement, stored);
  return stored;
}

function keep(now: Preferences): void {
  keepCookie(PREFERENCES_COOKIE, writeWords(now));
  storage()?.setItem(STORAGE_KEY, writeWords(now));
}

function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
