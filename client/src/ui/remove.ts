/** Staff remove somebody from within the square: reason, length, confirm. A report carries the evidence. */

import type { Session } from "../net/session";
import { csrfHeader } from "../net/ticket";
import { need, setText } from "./dom";
import type { Texts } from "./texts";

const AGAIN_MS = 400;
const TRIES = 15;

/** The dialog of web/place/_remove.html, which only those who keep order have. */
export class RemoveDialog {
  private readonly dialog = need("remove", HTMLDialogElement);
  private readonly form = need("remove-form", HTMLFormElement);
  private readonly error = need("remove-error", HTMLElement);
  private readonly send = need("remove-send", HTMLButtonElement);
  private readonly session: Session;
  private readonly texts: Texts;
  private readonly url: string;
  private readonly done: (name: string) => void;
  private about: number | null = null;
  private name = "";

  constructor(session: Session, texts: Texts, url: string, done: (name: string) => void) {
    this.session = session;
    this.texts = texts;
    this.url = url;
    this.done = done;
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.submit();
    };
    need("remove-close", HTMLButtonElement).onclick = () => this.dialog.close();
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    session.on("reported", (id, number) => {
      if (this.dialog.open && id === this.about) void this.remove(number);
    });
    session.on("refused", ({ to, text }) => {
      if (to === "report" && this.dialog.open) this.fail(text);
    });
  }

  /** Asks why, and for how long. */
  open(id: number): void {
    this.about = id;
    this.name = this.session.neighbours.person(id)?.name ?? this.texts.say("near.unknown");
    this.form.reset();
    this.fail("");
    setText(need("remove-title", HTMLElement), this.texts.say("remove.title", { name: this.name }));
    this.dialog.showModal();
  }

  private field(name: string): string {
    return String(new FormData(this.form).get(name) ?? "");
  }

  private submit(): void {
    if (this.about === null) return;
    this.fail("");
    this.send.disabled = true;
    if (!this.session.report(this.about, this.field("reason"), ""))
      this.fail(this.texts.say("report.offline"));
  }

  /** The report is on its way to the desk: asks until it is there. */
  private async remove(report: string): Promise<void> {
    const [reason, term, words] = ["reason", "term", "words"].map((name) => this.field(name));
    for (let n = 0; n < TRIES; n++) {
      const answer = await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Accept-Language": this.texts.lang, ...csrfHeader() },
        body: JSON.stringify({ report, reason, term, words }),
      }).catch(() => null);
      if (answer?.status === 201) {
        this.send.disabled = false;
        this.dialog.close();
        this.done(this.name);
        return;
      }
      if (answer && answer.status !== 404) break;
      await new Promise((again) => setTimeout(again, AGAIN_MS));
    }
    this.fail(this.texts.say("remove.failed", { number: report }));
  }

  private fail(text: string): void {
    this.send.disabled = false;
    setText(this.error, text);
    this.error.hidden = text === "";
  }
}
