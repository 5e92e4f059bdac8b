/** The live number of people in the place: from the world while inside, from the web before. */

import type { Session } from "../net/session";
import { need, setText } from "./dom";
import type { Texts } from "./texts";

const ASK_EVERY_MS = 15_000;

/** Keeps `#here` true. Nobody invented is ever counted: these are connections of people. */
export function showHere(session: Session, texts: Texts, url: string, place: string): void {
  const region = need("here", HTMLElement);
  let last: number | null = null;
  const show = (n: number | null) => {
    last = n;
    setText(region, hereText(n, texts));
  };
  texts.onLanguage(() => show(last));
  const ask = async () => {
    if (session.state.phase !== "outside" || document.hidden) return;
    show(await peopleIn(url, place));
  };
  session.on("far", (far) => show(far.total));
  setInterval(ask, ASK_EVERY_MS);
  void ask();
}

function hereText(n: number | null, texts: Texts): string {
  if (n === null) return "";
  return n === 0 ? texts.say("here.none") : texts.say("here", { n });
}

async function peopleIn(url: string, place: string): Promise<number | null> {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    const here = (await response.json()) as { total: number | null; places: Record<string, number> };
    return here.total === null ? null : (here.places[place] ?? 0);
  } catch {
    return null;
  }
}
