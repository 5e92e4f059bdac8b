/** The map view of a place: the same people, talk and services as in 3D, as a map and lists, without WebGL. */

import "../styles/ui.css";
import "../styles/map.css";
import "../styles/place_map.css";
import "../styles/easy_square.css";
import "../styles/on_stage.css";
import { Guide } from "./guide/guide";
import { Lists } from "./guide/lists";
import { Dots, ownBox } from "./map/dots";
import { listenToKeys } from "./map/keys";
import { Labels } from "./map/labels";
import { kioskMarks, type MapView, nameMarks, showLoop } from "./map/live";
import { OwnBody } from "./map/own_body";
import { MapStage } from "./map/stage";
import { whereIs } from "./map/where";
import { followInvitation } from "./show/arrive";
import { InviteDialog } from "./show/invite";
import { pictureMap } from "./show/map_picture";
import { Postcard } from "./show/postcard";
import { offerSound } from "./sound/sound";
import { PlaceClock } from "./systems/hour";
import { element, need, setText } from "./ui/dom";
import { EasySquare } from "./ui/easy";
import { openSquare, type Square } from "./ui/square";

const PAD_M = 5;

function start(): void {
  const stageBox = need("map-stage", HTMLElement);
  const canvas = need("map-canvas", HTMLElement);
  let body: OwnBody | null = null;
  const square = openSquare({ gesture: (gesture) => body?.walker?.gesture(gesture), stage: () => stageBox });
  const { config, session, texts } = square;
  const labels = new Labels(canvas, config.side_m, (id) => square.open(id));
  labels.add(kioskMarks(config));
  const guide = new Guide(square, () => (body?.walker ? body : null));
  const arrange = onceAFrame(() => {
    const me = body?.pose ?? null;
    labels.arrange(stage.window, stage.scale, me && ownBox(me, stage.scale));
  });
  const stage = new MapStage(stageBox, canvas, config.side_m, {
    tapped: (spot) => body?.walkTo(spot, texts.say("map.spot")),
    placed: () => arrange(),
    following: (following) => need("map-follow", HTMLElement).setAttribute("aria-pressed", String(following)),
  });
  const wish = listenToKeys(stageBox, {
    zoom: (direction) => stage.zoom(direction),
    stop: () => (guide.isGoing ? guide.stop() : body?.stop()),
    pad: (dx, dz) => walkSome(body, dx, dz, square),
  });
  body = new OwnBody(square, wish);
  const view: MapView = {
    square,
    body,
    stage,
    dots: new Dots(canvas, config.side_m),
    labels,
    guide,
    lists: new Lists(square, guide),
    where: need("map-where", HTMLElement),
  };
  offerSound({ square, pose: () => body?.pose ?? null });
  new EasySquare(square, guide, () => body?.pose ?? null);
  const clock = new PlaceClock(config.now, config.time_zone);
  new Postcard(square, {
    take: () => pictureMap(config.side_m, body?.pose ?? { x: config.side_m / 2, z: config.side_m / 2 }),
    describe: () => (body?.pose ? whereIs(body.pose, config.document.zones, texts) : ""),
    now_ms: () => clock.now_ms(),
  });
  new InviteDialog(square, () => body?.pose ?? null);
  followInvitation(square, guide);
  listenToTools(view);
  explainWhy(square);
  void load(view);
  showLoop(view);
  session.on("put", () => stage.setFollowing(true));
}

async function load({ stage, body, square, labels }: MapView): Promise<void> {
  const { config } = square;
  const [map, grid] = await Promise.allSettled([stage.load(config.built.map), body.load()]);
  const name = () => {
    labels.clear();
    labels.add(kioskMarks(config));
    labels.add(nameMarks(config, map.status === "fulfilled" ? map.value : []));
    labels.arrange(stage.window, stage.scale);
  };
  name();
  square.texts.onLanguage(name);
  square.onDocument(name);
  if (map.status === "fulfilled" && grid.status === "fulfilled") return;
  const note = need("map-note", HTMLElement);
  const again = element("button", { type: "button", class: "button button-quiet" });
  setText(again, square.texts.say("map.reload"));
  again.onclick = () => location.reload();
  note.replaceChildren(element("p", {}, square.texts.say("map.load_failed")), again);
  note.hidden = false;
}

function walkSome(body: OwnBody | null, dx: number, dz: number, { texts }: Square): void {
  const pose = body?.pose;
  if (!pose) return;
  body?.walkTo({ x: pose.x + dx * PAD_M, z: pose.z + dz * PAD_M }, texts.whereabouts(dx * PAD_M, dz * PAD_M));
}

function listenToTools({ stage, body, square }: MapView): void {
  need("map-in", HTMLButtonElement).onclick = () => stage.zoom(1);
  need("map-out", HTMLButtonElement).onclick = () => stage.zoom(-1);
  need("map-stop", HTMLButtonElement).onclick = () => body.stop();
  need("map-follow", HTMLButtonElement).onclick = () => {
    stage.setFollowing(true);
    if (body.pose) stage.follow(body.pose);
  };
  need("map-ask", HTMLButtonElement).onclick = () => {
    const { pose } = body;
    if (pose) square.announce(whereIs(pose, square.config.document.zones, square.texts), true);
  };
}

/** `run` as a call that happens once before the next picture, however often it is asked for. */
function onceAFrame(run: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      run();
    });
  };
}

/** `?why=`: the 3D view has sent the person here; says why. */
function explainWhy({ texts }: Square): void {
  const why = new URLSearchParams(location.search).get("why");
  if (why !== "no-webgl" && why !== "slow") return;
  setText(need("why-text", HTMLElement), texts.say(`map.why.${why}`));
  need("why", HTMLElement).hidden = false;
}

start();
