/** Tells people of the same name apart: whoever is met second is shown with a (2). */

export class Marks {
  private readonly byName = new Map<string, Map<number, number>>();

  /** The name to show for `id`; the same for as long as the page is open. */
  of(id: number, name: string): string {
    const n = this.numberOf(id, name);
    return n > 1 ? `${name} (${n})` : name;
  }

  private numberOf(id: number, name: string): number {
    const key = name.normalize("NFC").trim().toLowerCase();
    const bearers = this.byName.get(key) ?? new Map<number, number>();
    this.byName.set(key, bearers);
    const n = bearers.get(id) ?? bearers.size + 1;
    bearers.set(id, n);
    return n;
  }
}
