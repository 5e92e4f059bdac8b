/** Doorbells: the world says that something happened for this person, the web says what. */

import type { Session } from "../net/session";
import type { Chat } from "./chat";
import type { Texts } from "./texts";

interface Happened {
  n: number;
  kind: string;
  link: string;
  /** What is said about it, in the page's language, where the city says more than its kind. */
  title?: string | null;
}

/** Fetches what a doorbell means from `url` (`/api/me/events`) and writes it into the log. */
export function answerDoorbells(session: Session, chat: Chat, texts: Texts, url: string): void {
  let after = 0;
  let newest = 0;
  let asking = false;
  const tell = (event: Happened) => {
    if (event.n <= after) return;
    after = event.n;
    const text = event.title || texts.sayIfKnown(`event.${event.kind}`, texts.say("event.generic"));
    chat.addNews(text, event.link ? { url: event.link, label: texts.say("event.open") } : null);
  };
  session.on("event", async ({ n }) => {
    newest = Math.max(newest, n);
    if (asking) return;
    asking = true;
    // A bell that rings while the answer is on its way asks once more.
    for (let before = -1; newest > after && after > before; ) {
      before = after;
      for (const event of await happened(url, after === 0 ? n - 1 : after, texts.lang)) tell(event);
    }
    asking = false;
  });
}

async function happened(url: string, after: number, lang: string): Promise<Happened[]> {
  try {
    const headers = { "Accept-Language": lang };
    const address = `${url}?after=${Math.max(0, after)}`;
    const response = await fetch(address, { credentials: "same-origin", headers });
    const body = (await response.json()) as { events?: Happened[] };
    return body.events ?? [];
  } catch {
    return [];
  }
}
