/** What the server tells a place page about itself: `<script type="application/json" id="place-config">`. */

export type Lang = "ko" | "en";
export type Titles = Record<Lang, string>;

export interface PlaceObject {
  id: string;
  /** kiosk, sign, seat, portal… as furniture.json names them. */
  kind: string;
  service?: string;
  /** Metres from the north-west corner. */
  x: number;
  z: number;
  /** 1/256 turns clockwise from north: the way its front looks. */
  yaw: number;
  colour?: string;
  title?: Titles;
  text?: Titles;
  /** A picture board: the id of what hangs there, and in words what it shows. */
  picture?: string;
  alt?: Titles;
  /** A door: the place it leads to, with one of its spawns: `lobby` or `lobby#entrance`. */
  to?: string;
}

export interface Spawn {
  /** Those who come through a door that names it appear here; all others at a spawn without one. */
  id?: string;
  x: number;
  z: number;
  yaw: number;
  radius_m: number;
}

export interface Zone {
  id: string;
  title: Titles;
  x: number;
  z: number;
}

export interface PlaceDocument {
  place: string;
  revision: number;
  title: Titles;
  spawns: Spawn[];
  objects: PlaceObject[];
  zones: Zone[];
  /** Whose light falls on the place: the hour's, or lamps that no hour changes. */
  sky?: "outdoor" | "indoor";
  /** Seasons' touches that are switched on; their things are already among the objects. */
  layers?: string[];
  hours?: PlayingHours[];
}

/** When something of the shell plays: months first to last, and times of the city's day ("HH:MM-HH:MM"). */
export interface PlayingHours {
  id: string;
  months: [number, number];
  times: string[];
}

/** A place of the city as another place's page knows it, this one among them. */
export interface PlaceLink {
  place: string;
  title: Titles;
  /** Its page, without a view. */
  url: string;
  /** What a walk there has to load besides what all places share. */
  built: { shell: string; map: string; walk: string };
  /** Where its doors let people in; each has an `id`. */
  spawns: Spawn[];
  /** What stands there and has a page: kiosks and counters whose service is installed. */
  kiosks: { id: string; title: Titles; service: string; x: number; z: number }[];
  doors: { id: string; to: string; x: number; z: number }[];
}

export interface NoticeNow {
  id: string;
  title: string;
  text: string;
  link: string;
  /** ISO 8601; empty while it has no end. */
  until: string;
}

export interface ServiceLink {
  title: string;
  summary: string;
  url: string;
}

export interface PlaceConfig {
  city: string;
  place: string;
  lang: Lang;
  view: "auto" | "3d" | "map";
  /** The object whose panel the address asks for. */
  at: string | null;
  urls: {
    ticket: string;
    here: string;
    events: string;
    /** The newest published document of this place, as JSON. */
    document: string;
    map: string;
    three: string;
    front: string;
    /** What the person has begun and finished. */
    errands: string;
    /** With `{number}` in it: what became of a report; the page of somebody who was removed. */
    receipt: string;
    appeal: string;
    /** The moderators' page of a report, with `{number}`; null for everybody else. */
    report: string | null;
    /** What is on the stage of the place, and its page. */
    stage?: string;
    stage_page?: string;
    /** Where those who keep order remove somebody; null for everybody else. */
    remove: string | null;
  };
  built: {
    shell: string;
    map: string;
    walk: string;
    furniture: string;
    furniture_meta: string;
    wardrobe: string;
    wardrobe_meta: string;
  };
  side_m: number;
  cell_m: number;
  /** Where on Earth the place lies: degrees; `bearing` is where its own north looks. */
  geo: { lat: number; lon: number; bearing: number };
  /** The server's clock when it made the page, ISO 8601; a phone's own clock may be wrong. */
  now: string;
  /** IANA name, such as Asia/Seoul. */
  time_zone: string;
  document: PlaceDocument;
  /** The document is an editor's draft, which they alone see. */
  draft?: boolean;
  /** All places of the city. The way to another leads through a door: `doorTowards` in systems/portals.ts. */
  places: PlaceLink[];
  /** What the city says to everybody now, in the page's language, newest first. */
  notices: NoticeNow[];
  services: Record<string, ServiceLink>;
}

/** The page's configuration. Throws when the page has none: then the template is wrong. */
export function placeConfig(): PlaceConfig {
  const element = document.getElementById("place-config");
  if (!element) throw new Error("Place page without #place-config: include web/place/_config.html.");
  return JSON.parse(element.textContent ?? "") as PlaceConfig;
}
