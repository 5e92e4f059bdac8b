/** The line between the desk's page and the server: keeps the draft after every change, publishes, merges. */

import type { DraftDocument } from "./model";

export interface Problem {
  /** The thing's id; empty for the whole place. */
  readonly where: string;
  readonly field: string;
  readonly level: "error" | "warning";
  readonly text: string;
}

export interface DraftState {
  readonly document: DraftDocument;
  readonly version: number;
  readonly based_on: number;
  readonly problems: readonly Problem[];
  readonly conflicts?: readonly string[];
  readonly published?: number;
}

/** Why the server did not do it: `code` as the server says, `away` without an answer. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
  readonly problems?: readonly Problem[];
}

export type Answer = { ok: true; state: DraftState } | { ok: false; refusal: Refusal };
export type Ask = (body: Record<string, unknown>) => Promise<Answer>;

const SAVE_AFTER_MS = 600;

export interface KeeperEvents {
  saving: () => void;
  saved: (state: DraftState) => void;
  refused: (refusal: Refusal) => void;
}

/** Saves a while after the last change, one save at a time. */
export class Keeper {
  version: number;
  based_on: number;
  private readonly ask: Ask;
  private readonly document: () => DraftDocument;
  private readonly events: KeeperEvents;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting = false;
  private running: Promise<void> | null = null;

  constructor(
    state: { version: number; based_on: number },
    ask: Ask,
    document: () => DraftDocument,
    events: KeeperEvents,
  ) {
    this.version = state.version;
    this.based_on = state.based_on;
    this.ask = ask;
    this.document = document;
    this.events = events;
  }

  /** Something has changed. */
  changed(): void {
    this.waiting = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }

  get isWaiting(): boolean {
    return this.waiting;
  }

  /** Keeps at once what waits; resolves when all is kept, or was refused. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (!this.waiting) return;
    this.running = this.save();
    await this.running;
    this.running = null;
  }

  /** Asks for something else with the draft as it is kept. */
  async send(body: Record<string, unknown>): Promise<Answer> {
    await this.flush();
    const answer = await this.ask({ ...body, version: this.version });
    if (answer.ok) this.take(answer.state);
    return answer;
  }

  private async save(): Promise<void> {
    this.waiting = false;
    this.events.saving();
    const { version, based_on } = this;
    const answer = await this.ask({ do: "save", document: this.document(), version, based_on });
    if (answer.ok) {
      this.take(answer.state);
      this.events.saved(answer.state);
    } else {
      this.waiting = answer.refusal.code === "away";
      this.events.refused(answer.refusal);
    }
  }

  private take(state: DraftState): void {
    this.version = state.version;
    this.based_on = state.based_on;
  }
}

/** Asks the server at `url`, as the page of this browser. */
export function askAt(url: string): Ask {
  return async (body) => {
    try {
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(body),
      });
      const said = await answer.json();
      return answer.ok ? { ok: true, state: said } : { ok: false, refusal: said };
    } catch {
      return { ok: false, refusal: { code: "away", text: "" } };
    }
  };
}
