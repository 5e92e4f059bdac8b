/** The map view of a place: the same people, talk and services as in 3D, as a map and lists, without WebGL. */

import "../styles/ui.css";
import "../styles/map.css";
import { Dots } from "./map/dots";
import { listenToKeys } from "./map/keys";
import { Labels } from "./map/labels";
import { kioskMarks, type MapView, nameMarks, showLoop } from "./map/live";
import { OwnBody } from "./map/own_body";
import { PeopleList } from "./map/people_list";
import { listedPlaces, nearestSpot, PlacesList } from "./map/places_list";
import { MapStage } from "./map/stage";
import { whereIs } from "./map/where";
import { standBefore } from "./systems/walk";
import { element, need, setText } from "./ui/dom";
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
  const arrange = onceAFrame(() => labels.arrange(stage.window, stage.scale));
  const stage = new MapStage(stageBox, canvas, config.side_m, {
    tapped: (spot) => body?.walkTo(spot, texts.say("map.spot")),
    placed: () => arrange(),
    following: (following) => need("map-follow", HTMLElement).setAttribute("aria-pressed", String(following)),
  });
  const wish = listenToKeys(stageBox, {
    zoom: (direction) => stage.zoom(direction),
    stop: () => body?.stop(),
    pad: (dx, dz) => walkSome(body, dx, dz, square),
  });
  body = new OwnBody(square, wish);
  const view: MapView = {
    square,
    body,
    stage,
    dots: new Dots(canvas, config.side_m),
    labels,
    places: placesList(square, body),
    people: peopleList(square, body),
    where: need("map-where", HTMLElement),
  };
  listenToTools(view);
  explainWhy(square);
  void load(view);
  showLoop(view);
  session.on("put", () => stage.setFollowing(true));
}

async function load({ stage, body, square, labels }: MapView): Promise<void> {
  const { config } = square;
  const [map, grid] = await Promise.allSettled([stage.load(config.built.map, config.lang), body.load()]);
  labels.add(nameMarks(config, map.status === "fulfilled" ? map.value : []));
  labels.arrange(stage.window, stage.scale);
  if (map.status === "fulfilled" && grid.status === "fulfilled") return;
  const note = need("map-note", HTMLElement);
  const again = element("button", { type: "button", class: "button button-quiet" });
  setText(again, square.texts.say("map.reload"));
  again.onclick = () => location.reload();
  note.replaceChildren(element("p", {}, square.texts.say("map.load_failed")), again);
  note.hidden = false;
}

function placesList(square: Square, body: OwnBody): PlacesList {
  const { config, texts } = square;
  const { objects } = config.document;
  const listed = listedPlaces(config, texts);
  return new PlacesList(need("places-list", HTMLElement), listed, texts, {
    open: (id) => square.open(id),
    walk: (id) => {
      const object = objects.find((candidate) => candidate.id === id);
      const place = listed.find(({ spots }) => spots.some((spot) => spot.id === id));
      if (!place) return;
      const spot = object ? standBefore(object, body.grid) : nearestSpot(place, body.pose);
      body.walkTo(spot, place.title, object ?? null);
    },
  });
}

function peopleList(square: Square, body: OwnBody): PeopleList {
  const { session, texts } = square;
  return new PeopleList(need("people-list", HTMLElement), need("people-note", HTMLElement), texts, {
    walk: (id) => {
      const neighbour = session.neighbours.get(id);
      const me = body.pose;
      if (!neighbour || !me) return;
      const { x, z } = neighbour.sample;
      const distance = Math.hypot(x - me.x, z - me.z);
      const share = Math.max(0, distance - 1.2) / Math.max(distance, 0.01);
      const beside = { x: me.x + (x - me.x) * share, z: me.z + (z - me.z) * share };
      body.walkTo(beside, neighbour.person?.name ?? texts.say("near.unknown"), { x, z });
    },
    block: (id, blocked) => square.block(id, blocked),
    report: (id) => square.report(id),
  });
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
