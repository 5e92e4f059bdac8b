/** What screen readers are told besides the talk: one polite region, spoken to at most every few seconds. */

import { setText } from "./dom";

const GAP_MS = 3000;
/** What has waited longer than two turns is old news: the newest stay. */
const WAITING_MOST = 6;

export class Status {
  private readonly region: HTMLElement;
  private waiting: string[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  /** `region` is an element with role=status. */
  constructor(region: HTMLElement) {
    this.region = region;
  }

  /** Says `text` as soon as the last announcement has had its time; `urgent` goes first and drops the others. */
  announce(text: string, urgent = false): void {
    if (urgent) {
      this.waiting = [];
      if (this.timer !== null) clearTimeout(this.timer);
      this.timer = null;
    }
    if (!this.waiting.includes(text)) this.waiting.push(text);
    this.waiting = this.waiting.slice(-WAITING_MOST);
    if (this.timer === null) this.speak();
  }

  private speak(): void {
    this.timer = null;
    if (this.waiting.length === 0) return;
    setText(this.region, this.waiting.splice(0, 3).join(" "));
    this.timer = setTimeout(() => this.speak(), GAP_MS);
  }
}
