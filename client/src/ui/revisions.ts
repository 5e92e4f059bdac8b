/** New revisions of the place: fetched when the world says so, and put up by whoever shows the place. */

import type { Session } from "../net/session";
import type { PlaceConfig, PlaceDocument } from "./config";

/** Another revision may follow within seconds: it is said once. */
const SAY_EVERY_MS = 15_000;
const TRIES = 5;
const AGAIN_MS = 400;
/** Where something that had focus may be drawn anew. */
const REDRAWN = "#places-list, #map-canvas";

export interface RevisionsOptions {
  /** Fetches the newest document; rejects when it cannot be had. */
  fetch: (url: string) => Promise<PlaceDocument>;
  wait: (ms: number) => Promise<void>;
  now_ms: () => number;
  /** Says that the place has changed. */
  say: () => void;
  /** Says that it has changed, and offers to load the page again: the document could not be had. */
  failed: () => void;
}

export class Revisions {
  private readonly config: PlaceConfig;
  private readonly options: RevisionsOptions;
  private readonly listeners: (() => void)[] = [];
  private wanted: number;
  private busy = false;
  private said_ms = Number.NEGATIVE_INFINITY;

  constructor(session: Pick<Session, "on" | "revision">, config: PlaceConfig, options: RevisionsOptions) {
    this.config = config;
    this.options = options;
    this.wanted = config.document.revision;
    // A draft is looked at as it is; the world goes on with what is published.
    if (config.draft) return;
    session.on("place", (revision) => void this.follow(revision));
    session.on("welcome", () => void this.follow(session.revision));
  }

  /** `listener` draws the place anew whenever `config.document` is another. */
  onDocument(listener: () => void): void {
    this.listeners.push(listener);
  }

  private async follow(revision: number): Promise<void> {
    this.wanted = Math.max(this.wanted, revision);
    if (this.busy) return;
    this.busy = true;
    for (let tries = 0; tries < TRIES && this.config.document.revision < this.wanted; tries++) {
      if (tries > 0) await this.options.wait(AGAIN_MS * tries);
      const found = await this.options.fetch(this.config.urls.document).catch(() => null);
      if (!found || found.revision <= this.config.document.revision) continue;
      this.config.document = found;
      tries = 0;
      this.tell();
    }
    this.busy = false;
    if (this.config.document.revision < this.wanted) this.options.failed();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
    const now = this.options.now_ms();
    if (now - this.said_ms < SAY_EVERY_MS) return;
    this.said_ms = now;
    this.options.say();
  }
}

/** The document at `url`. */
export async function fetchDocument(url: string): Promise<PlaceDocument> {
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`Loading ${url} failed with ${answer.status}.`);
  return (await answer.json()) as PlaceDocument;
}

/** Draws lists and map anew and gives focus back to what had it, or to `otherwise` when that is gone. */
export function keepFocus(redraw: () => void, otherwise: () => HTMLElement | null): void {
  const focused = document.activeElement;
  const box = focused?.closest<HTMLElement>(REDRAWN);
  const name = focused && nameOf(focused);
  redraw();
  if (!box || focused?.isConnected) return;
  const same = [...box.querySelectorAll<HTMLElement>("a, button")].find((found) => nameOf(found) === name);
  (same ?? otherwise())?.focus();
}

function nameOf(element: Element): string {
  return element.getAttribute("aria-label") ?? element.textContent ?? "";
}
