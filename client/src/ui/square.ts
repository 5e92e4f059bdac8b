/** What both views of a place have in common, put together: door, session, talk, panel, count, banner. */

import { withAgreement } from "../net/look";
import { GESTURES, type Gesture } from "../net/pose";
import { Session } from "../net/session";
import { type Identity, rememberedIdentity } from "../net/stay";
import { browserSurroundings } from "../net/surroundings";
import { Panel, type PanelPage } from "../panels/panel";
import { onPreferences, preferences } from "../preferences/kept";
import { readInvitation } from "../show/link";
import { addressOf, arrival, type Door, doorOf } from "../systems/portals";
import { standBefore } from "../systems/walk";
import { listBlocked } from "./blocked";
import { Chat } from "./chat";
import { type PlaceConfig, type PlaceObject, placeConfig } from "./config";
import { need } from "./dom";
import { answerDoorbells } from "./doorbell";
import { EnterForm } from "./enter";
import { showHere } from "./here";
import { showLine } from "./line";
import { Marks } from "./marks";
import { keepNotice } from "./notices";
import { OnStage } from "./on_stage";
import { PageLanguage } from "./page_language";
import { RemoveDialog } from "./remove";
import { at, ReportDialog } from "./report";
import { fetchDocument, keepFocus, Revisions } from "./revisions";
import { Status } from "./status";
import { pageTexts, type Texts } from "./texts";
import { loadWardrobe, type Wardrobe } from "./wardrobe";

/** What `?at=` says where the panel shows the person's own errands and not an object of the place. */
const ERRANDS = "my-errands";

export interface SquareOptions {
  /** Makes the gesture with the own body. */
  gesture: (gesture: Gesture) => void;
  /** What takes focus after entering, and after a panel whose opener is gone. */
  stage: () => HTMLElement | null;
  /** The panel shows `page`, or nothing. */
  panelChanged?: (page: PanelPage | null) => void;
}

export interface Square {
  /** Tells people of one name apart. */
  readonly marks: Marks;
  /** `listener` draws the place anew whenever another document is published. */
  onDocument(listener: () => void): void;
  /** What takes focus when nothing else does. */
  stage(): HTMLElement | null;
  readonly config: PlaceConfig;
  readonly texts: Texts;
  readonly session: Session;
  readonly panel: Panel;
  readonly chat: Chat;
  readonly wardrobe: Promise<Wardrobe | null>;
  /** Opens the page of the object with this id, if it has one; through a door it leads to the next place. */
  open(objectId: string): void;
  /** What the address says to walk to after entering (`?go=`), once; null without. */
  takeGoal(): PlaceObject | null;
  /** Goes through a door; `go` names what to walk to behind it. */
  travel(door: Door, go?: string): void;
  /** What is on the stage of this place. */
  readonly onStage: OnStage;
  /** Tells screen readers, in its turn. */
  announce(text: string, urgent?: boolean): void;
  /** The door, for changing name and look. */
  changePerson(): void;
  /** Asks for a report of somebody in sight. */
  report(id: number): void;
  /** Asks of staff why and for how long somebody is removed; null for everybody else. */
  readonly remove: ((id: number) => void) | null;
  /** Writes something into the log of the talk, and has it read out. */
  tell(text: string): void;
  /** Hides somebody, or shows them again, and says so. */
  block(id: number, blocked: boolean): void;
}

/** Sets up everything around the view of this page. Call it once, early: it needs neither map nor 3D. */
export function openSquare(options: SquareOptions): Square {
  document.documentElement.classList.add("has-script");
  const config = placeConfig();
  const texts = pageTexts(config.time_zone);
  new PageLanguage(config, texts);
  const around = browserSurroundings();
  const session = new Session(
    { place: config.place, lang: config.lang, ticketUrl: config.urls.ticket, side_m: config.side_m },
    around,
  );
  texts.onLanguage(() => session.speak(texts.lang));
  const invitation = readInvitation(new URLSearchParams(location.search));
  if (invitation) session.startAt(invitation.pose, true);
  const before = config.document.objects.find((object) => object.id === config.at);
  const asked = new URLSearchParams(location.search).get("spawn");
  const spawn = config.document.spawns.find(({ id }) => id !== undefined && id === asked);
  if (before) session.startAt(standBefore(before, null));
  else if (spawn) session.startAt(arrival(spawn, Math.random));
  const marks = new Marks();
  const status = new Status(need("status", HTMLElement));
  const chat = new Chat(session, texts, marks, (text) => status.announce(text));
  const revisions = followRevisions(session, config, texts, chat);
  const panel = new Panel({
    texts,
    stays: () => [...Object.values(config.services).map((service) => service.url), config.urls.errands],
    fallbackFocus: options.stage,
    pageAt: (at) => (at === ERRANDS ? errandsPage(config, texts) : pageOf(config, at)),
    ...(options.panelChanged ? { changed: options.panelChanged } : {}),
  });
  const wardrobe = loadWardrobe(config.built.wardrobe_meta);
  const arrived = () =>
    status.announce(texts.say("arrived", { place: config.document.title[config.lang] }), true);
  const door = wardrobe.then((loaded) =>
    openDoor(session, texts, loaded, options, config.urls.appeal, arrived),
  );
  showLine(session, texts, config.urls.appeal, () => void door.then((form) => form.openAgain()));
  showHere(session, texts, config.urls.here, config.place);
  answerDoorbells(session, chat, texts, config.urls.events);
  session.on("notice", (notice) => keepNotice(config, notice));
  listenToGestures(session, options.gesture);
  listenToPage(session);
  listBlocked(session, around.blocks, texts);
  const onStage = new OnStage(session, config, texts, chat, () => options.gesture("clap"));
  const reports = new ReportDialog(session, texts, config.urls);
  const removed = (name: string) => status.announce(texts.say("remove.done", { name }), true);
  const removals = config.urls.remove ? new RemoveDialog(session, texts, config.urls.remove, removed) : null;

  const travel = (through: Door, go?: string) => {
    session.remember();
    status.announce(texts.say("door.opening", { place: through.to.title[config.lang] }), true);
    location.assign(addressOf(config, through, go ?? null));
  };
  const open = (objectId: string) => {
    const page = pageOf(config, objectId);
    if (page) panel.open(page);
    const object = config.document.objects.find((candidate) => candidate.id === objectId);
    const leads = object && doorOf(config, object);
    if (leads) travel(leads);
  };
  openErrands(panel, () => errandsPage(config, texts));
  const named = new URLSearchParams(location.search).get("at") === ERRANDS;
  const wanted = named ? errandsPage(config, texts) : config.at === null ? null : pageOf(config, config.at);
  if (wanted) panel.open(wanted, "keep");
  return {
    marks,
    onDocument: (listener) => revisions.onDocument(() => keepFocus(listener, options.stage)),
    stage: options.stage,
    config,
    texts,
    session,
    panel,
    chat,
    onStage,
    wardrobe,
    open,
    takeGoal: () => takeGoal(config),
    travel,
    announce: (text, urgent) => status.announce(text, urgent),
    changePerson: () => void door.then((form) => form.change()),
    report: (id) => reports.open(id),
    remove: removals && ((id) => removals.open(id)),
    tell: (text) => {
      chat.addNews(text, null);
      status.announce(text, true);
    },
    block: (id, blocked) => {
      const name = marks.of(id, session.neighbours.person(id)?.name ?? "");
      session.block(id, blocked);
      if (blocked) status.announce(texts.say("blocked.said", { name }), true);
    },
  };
}

function followRevisions(session: Session, config: PlaceConfig, texts: Texts, chat: Chat): Revisions {
  return new Revisions(session, config, {
    fetch: fetchDocument,
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
    now_ms: () => performance.now(),
    say: () => chat.addNews(texts.say("place.changed"), null),
    failed: () =>
      chat.addNews(texts.say("place.changed"), { url: location.href, label: texts.say("map.reload") }),
  });
}

function errandsPage(config: PlaceConfig, texts: Texts): PanelPage {
  return { at: ERRANDS, title: texts.say("errands.title"), url: config.urls.errands };
}

/** What leads to the person's errands opens them beside the square; without a script it is a link. */
function openErrands(panel: Panel, page: () => PanelPage): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-open-errands]")) {
    link.onclick = (event) => {
      event.preventDefault();
      panel.open(page());
    };
  }
}

/** The object that `?go=` names, which is then gone from the address: a reload does not walk again. */
function takeGoal(config: PlaceConfig): PlaceObject | null {
  const url = new URL(location.href);
  const go = url.searchParams.get("go");
  if (go === null) return null;
  url.searchParams.delete("go");
  history.replaceState(history.state, "", url);
  return config.document.objects.find(({ id }) => id === go) ?? null;
}

/** The page an object opens in the panel, or null when it offers none. */
export function pageOf(config: PlaceConfig, objectId: string): PanelPage | null {
  const object = config.document.objects.find((candidate) => candidate.id === objectId);
  const service = object?.service ? config.services[object.service] : undefined;
  if (!object || !service) return null;
  return { at: object.id, title: titleOf(object, config), url: service.url };
}

/** Whether an object does something when it is opened: it has a page, or leads to another place. */
export function opens(config: PlaceConfig, object: PlaceObject): boolean {
  return pageOf(config, object.id) !== null || doorOf(config, object) !== null;
}

export function titleOf(object: PlaceObject, config: PlaceConfig): string {
  return object.title?.[config.lang] ?? object.id;
}

function openDoor(
  session: Session,
  texts: Texts,
  wardrobe: Wardrobe | null,
  options: SquareOptions,
  appeal: string,
  arrived: () => void,
): EnterForm {
  const form = new EnterForm({
    texts,
    wardrobe,
    random: Math.random,
    appeal: (number) => at(appeal, number),
    cancelled: () => options.stage()?.focus(),
    enter: async (identity) => {
      const entry = await session.enter(asShown(identity));
      if (entry.kind === "inside") setTimeout(() => options.stage()?.focus());
      return entry;
    },
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-change-person]")) {
    button.onclick = () => form.change();
  }
  session.on("state", (state) => {
    document.documentElement.dataset.session = state.phase;
    if (state.phase === "inside") form.close();
    if (state.phase === "ended" && state.why === "fields") form.change(state.errors);
  });
  onPreferences((now, before) => {
    const known = rememberedIdentity();
    if (now.pictured !== before.pictured && known && session.id !== null) void session.enter(asShown(known));
  });
  const kept = rememberedIdentity();
  const identity = kept && asShown(kept);
  const returning = identity && session.resume(identity);
  const coming = returning || !identity ? null : session.arrive(identity);
  const entering = returning ?? coming;
  if (entering) {
    form.close();
    void entering.then((entry) => {
      if (entry.kind !== "inside") form.open();
      else if (coming) {
        options.stage()?.focus();
        arrived();
      }
    });
  } else form.open();
  return form;
}

/** The person with the word whether others may have them in pictures, as their settings say. */
function asShown(identity: Identity): Identity {
  return { ...identity, look: withAgreement(identity.look, preferences().pictured === "on") };
}

function listenToGestures(session: Session, make: (gesture: Gesture) => void): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-gesture]")];
  const enable = () => {
    for (const button of buttons) button.disabled = session.state.phase !== "inside";
  };
  for (const button of buttons) {
    const gesture = GESTURES.find((known) => known === button.dataset.gesture);
    if (gesture) button.onclick = () => make(gesture);
  }
  session.on("state", enable);
  enable();
}

/** A hidden page asks for no CROWD, a page that goes away keeps where the person stood. */
function listenToPage(session: Session): void {
  document.addEventListener("visibilitychange", () => {
    session.watchCrowd(!document.hidden);
    if (document.hidden) session.remember();
  });
  addEventListener("pagehide", () => session.remember());
  addEventListener("online", () => session.wake());
}
