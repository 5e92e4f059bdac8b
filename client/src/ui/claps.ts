/** Gathers one person's claps: the first goes out at once, what follows together, and the last are told too. */

const TOGETHER_MS = 1600;
const TELL_AGAIN_MS = 1200;
const MOST = 10;

export class Claps {
  private waiting = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly tell: (times: number) => Promise<boolean>;

  /** `tell` sends so many claps, and answers whether everybody knows of them. */
  constructor(tell: (times: number) => Promise<boolean>) {
    this.tell = tell;
  }

  add(): void {
    this.waiting = Math.min(this.waiting + 1, MOST);
    if (this.timer === null) this.send();
  }

  private send(): void {
    const times = this.waiting;
    this.waiting = 0;
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.waiting > 0) this.send();
    }, TOGETHER_MS);
    void this.tell(times).then((told) => {
      if (!told) setTimeout(() => this.waiting === 0 && void this.tell(0), TELL_AGAIN_MS);
    });
  }
}
