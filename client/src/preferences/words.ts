/**
 * How a person wants to be shown the square and the pages, as one cookie of words that the server reads
 * (madang/web/preferences.py): `text-150.contrast-high`. What is not in it has its default.
 */

export interface Preferences {
  /** Percent. */
  text: "100" | "125" | "150" | "200";
  contrast: "normal" | "high";
  motion: "system" | "less" | "full";
  sound: "off" | "on";
  /** Percent, in tens. */
  volume: string;
  minimap: "on" | "off";
  easy: "off" | "on";
  /** Others may have this person in the pictures they take. */
  pictured: "off" | "on";
}

export type PreferenceName = keyof Preferences;

export const USUAL: Readonly<Preferences> = {
  text: "100",
  contrast: "normal",
  motion: "system",
  sound: "off",
  volume: "60",
  minimap: "on",
  easy: "off",
  pictured: "off",
};

const CHOICES: Readonly<Record<PreferenceName, readonly string[]>> = {
  text: ["100", "125", "150", "200"],
  contrast: ["normal", "high"],
  motion: ["system", "less", "full"],
  sound: ["off", "on"],
  volume: Array.from({ length: 11 }, (_, n) => String(n * 10)),
  minimap: ["on", "off"],
  easy: ["off", "on"],
  pictured: ["off", "on"],
};

export const PREFERENCES_COOKIE = "madang_view";
const COOKIE_CHARS = 200;
const YEAR_S = 31_536_000;

export function isPreference(name: string): name is PreferenceName {
  return Object.hasOwn(CHOICES, name);
}

/** `preferences` with `name` set to `value`; unchanged where that is no choice. */
export function changed(preferences: Preferences, name: string, value: string): Preferences {
  const known = isPreference(name) && CHOICES[name].includes(value);
  return known ? { ...preferences, [name]: value } : preferences;
}

/** What a cookie's words say; unknown ones are left out. */
export function readWords(words: string): Preferences {
  let read: Preferences = { ...USUAL };
  for (const word of words.slice(0, COOKIE_CHARS).split(".")) {
    const at = word.indexOf("-");
    if (at > 0) read = changed(read, word.slice(0, at), word.slice(at + 1));
  }
  return read;
}

/** The words that depart from the defaults; empty when none does. */
export function writeWords(preferences: Preferences): string {
  const names = Object.keys(USUAL) as PreferenceName[];
  return names
    .filter((name) => preferences[name] !== USUAL[name])
    .map((name) => `${name}-${preferences[name]}`)
    .join(".");
}

/** The value of the cookie `name` in a `document.cookie`, or null. */
export function cookieOf(cookies: string, name: string): string | null {
  const found = cookies.split("; ").find((cookie) => cookie.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1).replace(/^"|"$/g, "");
}

/** The cookie line for something kept for a year. */
export function keptCookie(name: string, value: string, secure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure ? "; Secure" : ""}`;
}
