/** Named timers of one owner: setting a name again replaces it, and all can be dropped at once. */
export class Timers {
  private readonly running = new Map<string, ReturnType<typeof setTimeout>>();

  has(name: string): boolean {
    return this.running.has(name);
  }

  after(name: string, ms: number, act: () => void): void {
    this.stop(name);
    const timer = setTimeout(() => {
      this.running.delete(name);
      act();
    }, ms);
    this.running.set(name, timer);
  }

  stop(name: string): void {
    clearTimeout(this.running.get(name));
    this.running.delete(name);
  }

  stopAll(): void {
    for (const timer of this.running.values()) clearTimeout(timer);
    this.running.clear();
  }
}
