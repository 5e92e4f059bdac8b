/** The list of what stands in the place: open it, go there, and how far it is. */

import type { Point } from "../systems/path";
import type { PlaceConfig } from "../ui/config";
import { element, setText } from "../ui/dom";
import { pageOf, titleOf } from "../ui/square";
import type { Texts } from "../ui/texts";

export interface ListedPlace extends Point {
  id: string;
  title: string;
  summary: string;
  /** Whether it has a page to open. */
  opens: boolean;
}

export interface PlaceActions {
  open: (id: string) => void;
  walk: (id: string) => void;
}

/** Things with a title, those with a page first, then the zones that no thing already names. */
export function listedPlaces(config: PlaceConfig): ListedPlace[] {
  const { lang } = config;
  const objects = config.document.objects.filter((object) => object.title);
  const listed: ListedPlace[] = objects.map((object) => ({
    id: object.id,
    x: object.x,
    z: object.z,
    title: titleOf(object, config),
    summary: object.text?.[lang] ?? (object.service ? config.services[object.service]?.summary : "") ?? "",
    opens: pageOf(config, object.id) !== null,
  }));
  const named = new Set(objects.flatMap((object) => Object.values(object.title ?? {})));
  for (const zone of config.document.zones) {
    if (Object.values(zone.title).some((title) => named.has(title))) continue;
    listed.push({ id: zone.id, x: zone.x, z: zone.z, title: zone.title[lang], summary: "", opens: false });
  }
  return listed.sort((a, b) => Number(b.opens) - Number(a.opens));
}

export class PlacesList {
  private readonly rows: { place: ListedPlace; where: HTMLElement; walk: HTMLButtonElement }[];
  private readonly texts: Texts;

  constructor(list: HTMLElement, places: readonly ListedPlace[], texts: Texts, actions: PlaceActions) {
    this.texts = texts;
    this.rows = places.map((place) => {
      const where = element("span", { class: "row-where" });
      const walk = element(
        "button",
        {
          type: "button",
          class: "button button-quiet",
          "aria-label": texts.say("walk.to", { place: place.title }),
        },
        texts.say("walk"),
      );
      walk.onclick = () => actions.walk(place.id);
      list.append(rowOf(place, where, walk, texts, actions));
      return { place, where, walk };
    });
    this.update(null);
  }

  /** Writes distances from `me`; null before entering: nobody walks then. */
  update(me: Point | null): void {
    for (const { place, where, walk } of this.rows) {
      setText(where, me ? this.texts.whereabouts(place.x - me.x, place.z - me.z) : "");
      if (walk.hidden !== (me === null)) walk.hidden = me === null;
    }
  }
}

function rowOf(
  place: ListedPlace,
  where: HTMLElement,
  walk: HTMLButtonElement,
  texts: Texts,
  actions: PlaceActions,
): HTMLElement {
  const title = element("span", { class: "row-title" }, place.title);
  const words = element("div", { class: "row-words" }, title);
  if (place.summary) words.append(element("span", { class: "row-summary" }, place.summary));
  words.append(where);
  const row = element("li", { class: "row" }, words);
  const buttons = element("div", { class: "row-buttons" });
  if (place.opens) {
    const open = element("button", { type: "button", class: "button" }, texts.say("place.open"));
    open.setAttribute("aria-label", texts.say("open.place", { place: place.title }));
    open.onclick = () => actions.open(place.id);
    buttons.append(open);
  }
  buttons.append(walk);
  row.append(buttons);
  return row;
}
