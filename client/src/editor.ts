/**
 * The editors' desk of a place. The list and the fields are the truth, the map is a picture of them; every change goes
 * into a draft on the server, and all of it works by keyboard.
 */

import "../styles/map.css";
import "../styles/place_map.css";
import "../styles/editor.css";
import { askAt, type DraftState, Keeper, type Problem, type Refusal } from "./editor/desk";
import { type Choice, Fields, offer } from "./editor/fields";
import { DeskMap, type Drawn } from "./editor/map";
import { Draft, type DraftDocument, type DraftObject, degreesOf, yawOf } from "./editor/model";
import { PictureField, sendPicture } from "./editor/picture";
import type { Lang } from "./ui/config";
import { element, need, setText } from "./ui/dom";

interface DeskData extends DraftState {
  readonly lang: Lang;
  readonly side_m: number;
  readonly map: string;
  readonly kinds: readonly (Choice & { half: [number, number] })[];
  readonly services: readonly Choice[];
  readonly destinations: readonly Choice[];
  readonly layers: readonly (Choice & { objects: DraftObject[] })[];
  readonly urls: { self: string; upload: string };
  readonly texts: Readonly<Record<string, string>>;
}

const data = JSON.parse(need("editor-data", HTMLScriptElement).textContent ?? "") as DeskData;
const draft = new Draft(data.document, data.side_m, () => performance.now());
let chosen: string | null = null;
let problems: readonly Problem[] = data.problems;

const say = (key: string, values: Record<string, string | number> = {}): string =>
  (data.texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
const titleOf = (object: DraftObject): string => object.title?.[data.lang] || object.id;
const kindOf = (kind: string) => data.kinds.find(({ value }) => value === kind);

const keeper = new Keeper(data, askAt(data.urls.self), () => draft.document, {
  saving: () => tell(say("saving")),
  saved: (state) => {
    problems = state.problems;
    tell(say("saved"));
    show();
  },
  refused,
});
const map = new DeskMap(need("editor-map", HTMLElement), data.side_m, {
  chosen: (id) => choose(id),
  dragged: (id, x, z) => {
    draft.place(id, x, z);
    changed("");
  },
});
const choices = { ...data, none: say("none") };
const picture = new PictureField(
  (file) => {
    tell(say("uploading"));
    return sendPicture(data.urls.upload, file, say("unsaved"));
  },
  () => {
    const board = chosen;
    return (id) => {
      if (board === null) return;
      draft.change(board, { picture: id });
      changed(say("uploaded"));
    };
  },
);
const fields = new Fields(choices, picture, (values) => {
  if (chosen === null) return;
  draft.change(chosen, values);
  changed("");
});

function tell(text: string): void {
  setText(need("editor-state", HTMLElement), text);
}

/** After every change: drawn at once, kept soon, and said where it cannot be seen by who did it. */
function changed(text: string): void {
  keeper.changed();
  show();
  if (text) tell(text);
}

function choose(id: string | null): void {
  chosen = id;
  show();
}

function show(): void {
  const object = draft.find(chosen);
  if (!object) chosen = null;
  showList();
  fields.show(object);
  fields.explain(problems.filter(({ where }) => object !== null && where === object.id));
  setText(need("form-title", HTMLElement), object ? titleOf(object) : (formTitle ?? ""));
  map.show(drawn(), chosen);
  need("undo", HTMLButtonElement).disabled = !draft.canUndo;
  need("redo", HTMLButtonElement).disabled = !draft.canRedo;
  showLayers();
  showProblems();
}

const formTitle = need("form-title", HTMLElement).textContent;

function drawn(): Drawn[] {
  const half = (kind: string): [number, number] => kindOf(kind)?.half ?? [0.5, 0.5];
  const wrong = new Set(problems.map(({ where }) => where));
  const on = new Set(draft.document.layers ?? []);
  const touches = data.layers.filter(({ value }) => on.has(value)).flatMap(({ objects }) => objects);
  return [
    ...touches.map((object) => ({ object, half: half(object.kind), fixed: true, wrong: false })),
    ...draft.document.objects.map((object) => ({
      object,
      half: half(object.kind),
      fixed: false,
      wrong: wrong.has(object.id),
    })),
  ];
}

function showList(): void {
  const list = need("editor-list", HTMLElement);
  const { objects } = draft.document;
  const kept = new Map(
    [...list.querySelectorAll<HTMLElement>("[data-id]")].map((row) => [row.dataset.id, row]),
  );
  const rows = objects.map((object) => {
    const row = kept.get(object.id) ?? newRow(object.id);
    const button = row.firstElementChild as HTMLButtonElement;
    const [title, kind] = button.children;
    if (title && kind) {
      setText(title as HTMLElement, titleOf(object));
      setText(kind as HTMLElement, kindOf(object.kind)?.title ?? object.kind);
    }
    if (object.id === chosen) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    return row;
  });
  if (rows.length !== list.children.length || rows.some((row, n) => list.children[n] !== row))
    list.replaceChildren(...rows);
  setText(need("editor-count", HTMLElement), String(objects.length));
}

function newRow(id: string): HTMLElement {
  const button = element(
    "button",
    { type: "button", class: "editor-row" },
    element("span", { class: "editor-row-title" }),
    element("span", { class: "editor-row-kind" }),
  );
  button.onclick = () => choose(id);
  return element("li", { "data-id": id }, button);
}

function showLayers(): void {
  const on = new Set(draft.document.layers ?? []);
  for (const box of document.querySelectorAll<HTMLInputElement>("#layers input"))
    box.checked = on.has(box.value);
}

function showProblems(): void {
  const errors = problems.filter(({ level }) => level === "error").length;
  const warnings = problems.length - errors;
  const sum = [errors ? say("errors", { n: errors }) : "", warnings ? say("warnings", { n: warnings }) : ""];
  setText(need("problems-sum", HTMLElement), sum.filter(Boolean).join(" ") || say("no_problems"));
  const rows = problems.map((problem) => {
    const object = draft.find(problem.where);
    const name = object ? titleOf(object) : say("whole");
    const button = element("button", { type: "button", class: "link-button" }, name);
    button.onclick = () => {
      choose(object?.id ?? null);
      if (object) fields.focus(problem.field);
    };
    return element("li", { class: `is-${problem.level}` }, object ? button : name, `: ${problem.text}`);
  });
  const list = need("problems", HTMLElement);
  if (list.textContent !== rows.map((row) => row.textContent).join("")) list.replaceChildren(...rows);
  const begun = draft.canUndo || keeper.version > 0;
  need("publish", HTMLButtonElement).disabled = !begun || errors > 0;
  need("drop", HTMLButtonElement).disabled = !begun;
}

function move(dx: number, dz: number): void {
  const object = draft.find(chosen);
  if (!object) return;
  draft.place(object.id, (object.x ?? 0) + dx, (object.z ?? 0) + dz);
  const now = draft.find(chosen) ?? object;
  changed(say("moved", { title: titleOf(now), x: now.x ?? 0, z: now.z ?? 0 }));
}

function turn(degrees: number): void {
  const object = draft.find(chosen);
  if (!object) return;
  draft.change(object.id, { yaw: yawOf(degreesOf(object.yaw) + degrees) });
  const now = draft.find(chosen) ?? object;
  changed(say("turned", { title: titleOf(now), yaw: degreesOf(now.yaw) }));
}

function add(): void {
  const kind = need("add-kind", HTMLSelectElement).value;
  const { x, z } = map.middle;
  const title = { ko: kindOf(kind)?.title ?? kind, en: "" };
  if (data.lang === "en") [title.ko, title.en] = [title.en, title.ko];
  const id = draft.add({ kind, x, z, yaw: 128, title });
  draft.place(id, x, z);
  choose(id);
  changed(say("added", { title: kindOf(kind)?.title ?? kind }));
  fields.focus("x");
}

function copy(): void {
  const object = draft.find(chosen);
  const id = object && draft.copy(object.id);
  if (!object || !id) return;
  choose(id);
  changed(say("copied", { title: titleOf(object) }));
}

function remove(): void {
  const object = draft.find(chosen);
  if (!object) return;
  draft.remove(object.id);
  choose(null);
  changed(say("removed", { title: titleOf(object) }));
  need("undo", HTMLButtonElement).focus();
}

function step(back: boolean): void {
  if (back ? draft.undo() : draft.redo()) changed(say(back ? "undone" : "redone"));
}

const ARROWS: Record<string, [number, number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

function listenToKeys(): void {
  need("editor-map", HTMLElement).addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ARROWS[event.key];
    const step_m = event.shiftKey ? 1 : 0.1;
    if (way) move(way[0] * step_m, way[1] * step_m);
    else if (event.key === "[" || event.key === "]") turn(event.key === "[" ? -15 : 15);
    else if (event.key === "Delete") remove();
    else if (event.key === "+" || event.key === "-") map.zoom(event.key === "+" ? 1 : -1);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const writing = (event.target as Element).closest("input:not([type=checkbox]), textarea");
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || writing) return;
    event.preventDefault();
    step(!event.shiftKey);
  });
}

function refused(refusal: Refusal): void {
  if (refusal.problems) problems = refusal.problems;
  if (refusal.code === "away") tell(say("unsaved"));
  else if (refusal.code === "draft_taken")
    ask(refusal.text, data.texts.reload ?? "", () => location.reload());
  else if (refusal.code === "revision_taken") ask(refusal.text, data.texts.merge ?? "", () => void merge());
  else if (refusal.text) tell(say("failed", { text: refusal.text }));
  show();
}

/** Says what stands in the way, with the way out beside it. */
function ask(text: string, label: string, run: () => void): void {
  const box = need("conflict", HTMLElement);
  const button = element("button", { type: "button", class: "button" }, label);
  button.onclick = run;
  box.replaceChildren(element("p", {}, text), button);
  box.hidden = false;
  tell("");
  button.focus();
}

function take(state: DraftState): void {
  problems = state.problems;
  need("conflict", HTMLElement).hidden = true;
}

async function merge(): Promise<void> {
  const answer = await keeper.send({ do: "merge" });
  if (!answer.ok) {
    refused(answer.refusal);
    return;
  }
  take(answer.state);
  draft.take(answer.state.document);
  const names = (answer.state.conflicts ?? []).map((id) =>
    titleOf(draft.find(id) ?? ({ id } as DraftObject)),
  );
  tell(`${say("merged")} ${names.length ? say("conflicts", { names: names.join(", ") }) : ""}`);
  show();
  need("publish", HTMLButtonElement).focus();
}

async function publish(): Promise<void> {
  tell(say("publishing"));
  const note = need("note", HTMLInputElement);
  const answer = await keeper.send({ do: "publish", note: note.value });
  if (!answer.ok) {
    refused(answer.refusal);
    return;
  }
  take(answer.state);
  draft.begin(answer.state.document as DraftDocument);
  note.value = "";
  tell(say("published"));
  show();
}

function listenToButtons(): void {
  const press = (id: string, run: () => void) => {
    need(id, HTMLButtonElement).onclick = run;
  };
  press("undo", () => step(true));
  press("redo", () => step(false));
  press("add", add);
  press("copy", copy);
  press("remove", remove);
  press("zoom-in", () => map.zoom(1));
  press("zoom-out", () => map.zoom(-1));
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-nudge]")) {
    const [dx, dz] = (button.dataset.nudge ?? "").split(" ").map(Number);
    button.onclick = () => move(dx ?? 0, dz ?? 0);
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-turn]")) {
    button.onclick = () => turn(Number(button.dataset.turn));
  }
  for (const box of document.querySelectorAll<HTMLInputElement>("#layers input")) {
    box.onchange = () => {
      draft.switchLayer(box.value, box.checked);
      changed("");
    };
  }
  need("publish-form", HTMLFormElement).onsubmit = (event) => {
    event.preventDefault();
    void publish();
  };
  for (const id of ["preview-map", "preview-three"]) {
    const link = need(id, HTMLAnchorElement);
    link.onclick = (event) => {
      if (!keeper.isWaiting) return;
      event.preventDefault();
      void keeper.flush().then(() => window.open(link.href, "_blank"));
    };
  }
  addEventListener("beforeunload", (event) => {
    if (keeper.isWaiting) event.preventDefault();
  });
}

offer(need("add-kind", HTMLSelectElement), data.kinds, "kiosk", null);
listenToButtons();
listenToKeys();
show();
map.frame(drawn());
tell(say(data.version > 0 ? "saved" : "clean"));
void map.load(data.map).catch((error: unknown) => console.error(error));
