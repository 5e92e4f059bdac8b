/** The list of what stands in the place: open it, go there, and how far it is. */

import { means } from "../guide/find";
import type { Point } from "../systems/path";
import { doorOf, doorTowards, doorWords } from "../systems/portals";
import type { PlaceConfig, PlaceObject } from "../ui/config";
import { element, setText } from "../ui/dom";
import { noticesText } from "../ui/notices";
import { pictureUrl } from "../ui/pictures";
import { opens, titleOf } from "../ui/square";
import type { TextKey, Texts } from "../ui/texts";

export interface Spot extends Point {
  id: string;
}

export interface ListedPlace {
  /** Where it stands; benches and the like, all alike, share one row. */
  spots: readonly [Spot, ...Spot[]];
  title: string;
  summary: string;
  /** What hangs there for all to see, and what it shows in words. */
  picture?: { url: string; alt: string };
  /** Whether it has a page to open, or leads to another place. */
  opens: boolean;
  /** What pressing it is called where it leads to another place; null elsewhere. */
  leads: { verb: TextKey; whole: TextKey } | null;
}

export interface PlaceActions {
  open: (id: string) => void;
  walk: (id: string) => void;
}

/** Things with a title, those with a page first, then the zones that no thing already names. */
export function listedPlaces(config: PlaceConfig, texts: Texts): ListedPlace[] {
  const objects = config.document.objects.filter((object) => object.title);
  const listed = together(
    objects.map((object) => ({
      spots: [{ id: object.id, x: object.x, z: object.z }],
      title: titleOf(object, config),
      summary: summaryOf(object, config, texts),
      opens: opens(config, object),
      leads: doorOf(config, object) && doorWords(object),
      ...(object.picture
        ? { picture: { url: pictureUrl(object.picture), alt: object.alt?.[config.lang] ?? "" } }
        : {}),
    })),
    texts,
  );
  const named = new Set(objects.flatMap((object) => Object.values(object.title ?? {})));
  for (const zone of config.document.zones) {
    if (Object.values(zone.title).some((title) => named.has(title))) continue;
    const spot = { id: zone.id, x: zone.x, z: zone.z };
    listed.push({ spots: [spot], title: zone.title[config.lang], summary: "", opens: false, leads: null });
  }
  listed.push(...elsewhere(config, texts));
  return listed.sort((a, b) => Number(b.opens) - Number(a.opens));
}

function summaryOf(object: PlaceObject, config: PlaceConfig, texts: Texts): string {
  if (object.kind === "media-wall") return noticesText(config, Date.now(), texts);
  const service = object.service ? config.services[object.service] : undefined;
  return object.text?.[config.lang] ?? service?.summary ?? "";
}

/** The kiosks of other places, by their place's name too, as a service may have one here: their spot is the door on the way. */
function elsewhere(config: PlaceConfig, texts: Texts): ListedPlace[] {
  return config.places.flatMap((other) => {
    const door = doorTowards(config, other.place)?.object;
    return (door ? other.kiosks : []).map(({ id, title }) => ({
      spots: [{ id: `${other.place}#${id}`, x: door?.x ?? 0, z: door?.z ?? 0 }] as [Spot],
      title: texts.say("elsewhere.title", {
        kiosk: title[config.lang],
        place: other.title[config.lang],
      }),
      summary: texts.say("elsewhere", { place: other.title[config.lang] }),
      opens: false,
      leads: null,
    }));
  });
}

/** Things without words or page of their own, such as sixteen benches, in one row for each title. */
function together(places: readonly ListedPlace[], texts: Texts): ListedPlace[] {
  const rows = new Map<string, ListedPlace>();
  for (const place of places) {
    const alike = !place.opens && place.summary === "" && !place.picture;
    const key = alike ? place.title : place.spots[0].id;
    const row = rows.get(key);
    rows.set(key, row ? { ...row, spots: [...row.spots, ...place.spots] } : place);
  }
  return [...rows.values()].map((row) =>
    row.spots.length > 1 ? { ...row, summary: texts.say("places.alike", { n: row.spots.length }) } : row,
  );
}

/** The spot of a listed place that is nearest to `me`; the first while nobody walks. */
export function nearestSpot(place: ListedPlace, me: Point | null): Spot {
  if (!me) return place.spots[0];
  const away = (spot: Spot) => Math.hypot(spot.x - me.x, spot.z - me.z);
  return place.spots.reduce((best, spot) => (away(spot) < away(best) ? spot : best));
}

interface PlaceRow {
  readonly place: ListedPlace;
  readonly item: HTMLElement;
  readonly where: HTMLElement;
  readonly walk: HTMLButtonElement;
}

export class PlacesList {
  private rows: readonly PlaceRow[] = [];
  private readonly list: HTMLElement;
  private readonly texts: Texts;
  private readonly actions: PlaceActions;
  private me: Point | null = null;
  private wanted = "";

  constructor(list: HTMLElement, texts: Texts, actions: PlaceActions) {
    this.list = list;
    this.texts = texts;
    this.actions = actions;
  }

  /** Lists these places instead of those before. */
  show(places: readonly ListedPlace[]): void {
    const { texts, actions } = this;
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
      walk.onclick = () => actions.walk(nearestSpot(place, this.me).id);
      const item = rowOf(place, where, walk, texts, actions);
      return { place, item, where, walk };
    });
    this.list.replaceChildren(...this.rows.map((row) => row.item));
    this.find(this.wanted);
    this.update(this.me);
  }

  /** Shows only what `wanted` means; answers how many that are. */
  find(wanted: string): number {
    this.wanted = wanted;
    for (const { item, place } of this.rows) {
      item.hidden = !means(wanted, place.title, `${place.summary} ${place.picture?.alt ?? ""}`);
    }
    return this.rows.filter(({ item }) => !item.hidden).length;
  }

  /** Writes distances from `me`; null before entering: nobody walks then. */
  update(me: Point | null): void {
    this.me = me;
    for (const { place, where, walk } of this.rows) {
      const spot = nearestSpot(place, me);
      setText(where, me ? this.texts.whereabouts(spot.x - me.x, spot.z - me.z) : "");
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
  if (place.picture) {
    const { url, alt } = place.picture;
    words.append(element("img", { class: "row-picture", src: url, alt, loading: "lazy" }));
  }
  words.append(where);
  const row = element("li", { class: "row" }, words);
  const buttons = element("div", { class: "row-buttons" });
  if (place.opens) {
    const open = element(
      "button",
      { type: "button", class: "button" },
      texts.say(place.leads?.verb ?? "place.open"),
    );
    const label = place.leads?.whole ?? "open.place";
    open.setAttribute("aria-label", texts.say(label, { place: place.title }));
    open.onclick = () => actions.open(place.spots[0].id);
    buttons.append(open);
  }
  buttons.append(walk);
  row.append(buttons);
  return row;
}
