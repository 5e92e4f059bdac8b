/** The list of people nearby. Rows are kept and moved, never made anew, so that focus stays where it is. */

import { means } from "../guide/find";
import { element, setText } from "../ui/dom";
import type { Texts } from "../ui/texts";
import type { NearPerson } from "./near";

const LISTED_MOST = 12;
const ORDER_EVERY_S = 3;

export interface PersonActions {
  /** What to call somebody of this name, so that two of one name can be told apart. */
  named: (id: number, name: string) => string;
  walk: (id: number) => void;
  block: (id: number, blocked: boolean) => void;
  report: (id: number) => void;
  /** For staff who keep order; null for everybody else. */
  remove: ((id: number) => void) | null;
}

interface Row {
  item: HTMLElement;
  name: HTMLElement;
  where: HTMLElement;
  walk: HTMLButtonElement;
  block: HTMLButtonElement;
  report: HTMLButtonElement;
  remove: HTMLButtonElement | null;
}

export class PeopleList {
  private readonly rows = new Map<number, Row>();
  private orderedAt_s = Number.NEGATIVE_INFINITY;
  private readonly list: HTMLElement;
  private readonly note: HTMLElement;
  private readonly texts: Texts;
  private readonly actions: PersonActions;
  private wanted = "";

  constructor(list: HTMLElement, note: HTMLElement, texts: Texts, actions: PersonActions) {
    this.list = list;
    this.note = note;
    this.texts = texts;
    this.actions = actions;
  }

  /** `people` nearest first; `total` is how many others the whole place has. */
  update(people: readonly NearPerson[], blocked: ReadonlySet<number>, total: number, now_s: number): void {
    const listed = people.slice(0, LISTED_MOST);
    const ids = new Set(listed.map((person) => person.id));
    for (const [id, row] of this.rows) {
      if (ids.has(id) || row.item.contains(document.activeElement)) continue;
      row.item.remove();
      this.rows.delete(id);
    }
    for (const person of listed) this.write(person, blocked.has(person.id));
    this.order(listed, now_s);
    const rest = Math.max(0, total - listed.length);
    const none = listed.length === 0 && rest === 0;
    setText(
      this.note,
      none ? this.texts.say("near.none") : rest > 0 ? this.texts.say("near.rest", { n: rest }) : "",
    );
  }

  private write(person: NearPerson, blocked: boolean): void {
    const { texts } = this;
    const row = this.rows.get(person.id) ?? this.add(person.id);
    const given = person.neighbour.person?.name;
    const name = given ? this.actions.named(person.id, given) : texts.say("near.unknown");
    row.item.hidden = !means(this.wanted, name);
    setText(row.walk, texts.say("walk"));
    setText(row.report, texts.say("report"));
    const role = person.neighbour.person?.role ?? "visitor";
    const shownRole =
      role === "visitor" ? "" : ` · ${texts.sayIfKnown(`role.${role}`, texts.say("role.staff"))}`;
    setText(row.name, name + shownRole);
    setText(row.where, texts.whereabouts(person.dx, person.dz));
    setText(row.block, texts.say(blocked ? "unblock" : "block"));
    label(row.walk, texts.say("walk.to", { place: name }));
    label(row.report, texts.say("report.person", { name }));
    if (row.remove) {
      setText(row.remove, texts.say("remove"));
      label(row.remove, texts.say("remove.person", { name }));
    }
    label(row.block, texts.say(blocked ? "unblock.person" : "block.person", { name }));
    row.item.classList.toggle("is-blocked", blocked);
    row.block.onclick = () => this.actions.block(person.id, !blocked);
  }

  /** Shows only people whom `wanted` means; answers how many that are. */
  find(wanted: string): number {
    this.wanted = wanted;
    for (const { item, name } of this.rows.values()) item.hidden = !means(wanted, name.textContent ?? "");
    return [...this.rows.values()].filter(({ item }) => !item.hidden).length;
  }

  private add(id: number): Row {
    const name = element("span", { class: "row-title" });
    const where = element("span", { class: "row-where" });
    const walk = element("button", { type: "button", class: "button button-quiet" });
    const block = element("button", { type: "button", class: "button button-quiet" });
    const report = element("button", { type: "button", class: "button button-quiet" });
    walk.onclick = () => this.actions.walk(id);
    report.onclick = () => this.actions.report(id);
    const removes = this.actions.remove;
    const remove = removes && element("button", { type: "button", class: "button button-quiet" });
    if (remove) remove.onclick = () => removes?.(id);
    const item = element(
      "li",
      { class: "row" },
      element("div", { class: "row-words" }, name, where),
      element("div", { class: "row-buttons" }, walk, block, report, remove),
    );
    this.list.append(item);
    const row = { item, name, where, walk, block, report, remove };
    this.rows.set(id, row);
    return row;
  }

  /** Nearest first again, but not under somebody's finger or focus. */
  private order(listed: readonly NearPerson[], now_s: number): void {
    if (now_s - this.orderedAt_s < ORDER_EVERY_S) return;
    if (this.list.contains(document.activeElement) || this.list.matches(":hover")) return;
    this.orderedAt_s = now_s;
    listed.forEach((person, rank) => {
      const item = this.rows.get(person.id)?.item;
      if (item && this.list.children[rank] !== item) this.list.insertBefore(item, this.list.children[rank]);
    });
  }
}

function label(button: HTMLButtonElement, text: string): void {
  if (button.getAttribute("aria-label") !== text) button.setAttribute("aria-label", text);
}
