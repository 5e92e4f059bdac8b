/** Named events with typed listeners; the one way the session tells a view that something happened. */

export type Listeners = Record<string, (...args: never[]) => void>;

export class Emitter<L extends Listeners> {
  private readonly listeners = new Map<keyof L, Set<L[keyof L]>>();

  /** Calls `listener` at every `name` until the returned function is called. */
  on<K extends keyof L>(name: K, listener: L[K]): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  protected emit<K extends keyof L>(name: K, ...args: Parameters<L[K]>): void {
    for (const listener of this.listeners.get(name) ?? []) {
      (listener as (...args: Parameters<L[K]>) => void)(...args);
    }
  }
}
