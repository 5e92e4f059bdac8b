/**
 * The part of a page that changes by itself, such as what is on a stage: asked for every few seconds while the
 * page is seen, and after each of its forms. Without this script the same forms and a reload do the same.
 */

const LEAST_MS = 2000;
const TIMEOUT_MS = 8000;

/** Keeps `[data-live]` fresh, sends `form[data-live-form]` without leaving the page, turns slides by key. */
export function keepPartLive(): void {
  const part = document.querySelector<HTMLElement>("[data-live]");
  if (!part) return;
  const live = new LivePart(part);
  document.addEventListener("submit", (event) => live.submit(event));
  document.addEventListener("visibilitychange", () => void live.refresh());
  setInterval(() => void live.refresh(), Math.max(LEAST_MS, Number(part.dataset.every) || 0));
  if (part.dataset.turns !== undefined) document.addEventListener("keydown", turnByKey);
}

class LivePart {
  private readonly part: HTMLElement;
  private asking = false;
  private shown = "";

  constructor(part: HTMLElement) {
    this.part = part;
  }

  async refresh(): Promise<void> {
    if (document.hidden || this.asking) return;
    await this.ask(this.part.dataset.live ?? "", {});
  }

  submit(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.liveForm === undefined || event.defaultPrevented)
      return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    void this.ask(this.part.dataset.live ?? "", { method: "POST", body }).then((ok) => {
      const field = form.elements.namedItem(form.dataset.clears ?? "");
      if (ok && field instanceof HTMLInputElement) {
        field.value = "";
        field.focus();
      }
    });
  }

  private async ask(url: string, options: RequestInit): Promise<boolean> {
    this.asking = true;
    try {
      const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (answer.ok || answer.status === 422) this.show(await answer.text());
      return answer.ok;
    } catch {
      return false;
    } finally {
      this.asking = false;
    }
  }

  /** Puts in what came, where it is new; focus stays on what has the same id, an open list stays open. */
  private show(html: string): void {
    if (html === this.shown) return;
    this.shown = html;
    const focused = this.part.contains(document.activeElement) ? document.activeElement?.id : null;
    const open = this.part.querySelector("details")?.open ?? false;
    const before = this.part.querySelector<HTMLElement>("[data-said]")?.dataset.said;
    this.part.innerHTML = html;
    const details = this.part.querySelector("details");
    if (details) details.open = open;
    if (focused !== null) this.focus(focused);
    const said = this.part.querySelector<HTMLElement>("[data-said]");
    const region = document.getElementById("stage-said");
    if (said && region && said.dataset.said !== before) region.textContent = said.textContent;
  }

  /** The control that had it, or the part itself when that is gone or cannot be pressed. */
  private focus(id: string | undefined): void {
    const found = id ? document.getElementById(id) : null;
    if (found && !(found instanceof HTMLButtonElement && found.disabled)) found.focus();
    else {
      this.part.tabIndex = -1;
      this.part.focus();
    }
  }
}

function turnByKey(event: KeyboardEvent): void {
  const id = { PageDown: "stage-next", PageUp: "stage-previous" }[event.key];
  const typing = event.target instanceof Element && event.target.matches("input, textarea, select");
  if (!id || typing || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  document.getElementById(id)?.click();
}
