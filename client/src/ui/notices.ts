/** What the city says to everybody now: what the page brought along, and what has come on the socket since. */

import type { Notice } from "../net/messages";
import type { NoticeNow, PlaceConfig } from "./config";
import type { Texts } from "./texts";

const MOST = 5;
/** A quiet word to one person alone (docs/protocol.md) is nobody else's to read on a wall. */
const PRIVATE = "help";

/** Keeps a notice that has just come, newest first; one that came before is replaced. */
export function keepNotice(config: PlaceConfig, { id, title, text, link, until }: Notice): void {
  if (id === PRIVATE) return;
  const others = config.notices.filter((notice) => notice.id !== id);
  config.notices = [{ id, title, text, link, until }, ...others].slice(0, MOST);
}

/** Those that still hold at `now_ms` since 1970. */
export function noticesAt(config: PlaceConfig, now_ms: number): NoticeNow[] {
  return config.notices.filter(({ until }) => until === "" || !(Date.parse(until) <= now_ms));
}

/** All of them as one text for lists and screen readers. */
export function noticesText(config: PlaceConfig, now_ms: number, texts: Texts): string {
  const said = noticesAt(config, now_ms).map(({ title, text }) => (title ? `${title}: ${text}` : text));
  return said.length > 0 ? said.join(" / ") : texts.say("notices.none");
}
