/** Reporting somebody: a reason, words if wanted, and the receipt. A native modal dialog, the same in both views. */

import type { Refusal } from "../net/messages";
import type { Session } from "../net/session";
import type { PlaceConfig } from "./config";
import { element, need, setText } from "./dom";
import type { Texts } from "./texts";

const PATIENCE_MS = 8000;

/** The dialog of web/place/_report.html. */
export class ReportDialog {
  private readonly dialog = need("report", HTMLDialogElement);
  private readonly form = need("report-form", HTMLFormElement);
  private readonly title = need("report-title", HTMLElement);
  private readonly words = need("report-words", HTMLTextAreaElement);
  private readonly error = need("report-error", HTMLElement);
  private readonly done = need("report-done", HTMLElement);
  private readonly send = need("report-send", HTMLButtonElement);
  private readonly session: Session;
  private readonly texts: Texts;
  private readonly urls: PlaceConfig["urls"];
  private about: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, texts: Texts, urls: PlaceConfig["urls"]) {
    this.session = session;
    this.texts = texts;
    this.urls = urls;
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.submit();
    };
    for (const button of this.dialog.querySelectorAll<HTMLButtonElement>("[data-report-close]")) {
      button.onclick = () => this.dialog.close();
    }
    this.dialog.addEventListener("close", () => this.settle());
    // What is typed here is no walking.
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    session.on("reported", (id, number) => {
      if (id === this.about) this.thank(number);
    });
    session.on("refused", (refusal) => this.refused(refusal));
  }

  /** Asks what somebody in sight has done. */
  open(id: number): void {
    const name = this.session.neighbours.person(id)?.name ?? this.texts.say("near.unknown");
    this.about = id;
    this.form.reset();
    this.form.hidden = false;
    this.done.hidden = true;
    this.explain("");
    this.settle();
    setText(this.title, this.texts.say("report.title", { name }));
    this.dialog.showModal();
  }

  private submit(): void {
    const reason = new FormData(this.form).get("reason");
    if (this.about === null) return;
    if (typeof reason !== "string" || reason === "") {
      this.explain(this.texts.say("report.reason"));
      this.form.querySelector<HTMLInputElement>("input[name=reason]")?.focus();
    } else if (!this.session.report(this.about, reason, this.words.value.trim())) {
      this.explain(this.texts.say("report.offline"));
    } else {
      this.explain("");
      this.send.disabled = true;
      this.timer = setTimeout(() => this.fail(this.texts.say("report.offline")), PATIENCE_MS);
    }
  }

  private thank(number: string): void {
    this.settle();
    const receipt = element("a", { href: at(this.urls.receipt, number), target: "_blank" }, number);
    const lines = [
      element("p", {}, this.texts.say("report.done")),
      element("p", {}, this.texts.say("report.number"), " ", receipt),
    ];
    if (this.urls.report) {
      const desk = element("a", { href: at(this.urls.report, number), target: "_blank" });
      setText(desk, this.texts.say("report.decide"));
      lines.push(element("p", {}, desk));
    }
    need("report-receipt", HTMLElement).replaceChildren(...lines);
    this.form.hidden = true;
    this.done.hidden = false;
    need("report-receipt", HTMLElement).focus();
  }

  private refused({ to, text }: Refusal): void {
    if (to === "report" && this.dialog.open && this.send.disabled) this.fail(text);
  }

  private fail(text: string): void {
    this.settle();
    this.explain(text);
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.send.disabled = false;
  }

  private explain(error: string): void {
    setText(this.error, error);
    this.error.hidden = error === "";
  }
}

/** An address of the page's config with its number filled in. */
export function at(address: string, number: string): string {
  return address.replace("{number}", encodeURIComponent(number));
}
