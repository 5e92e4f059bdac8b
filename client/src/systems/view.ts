/** Everything that the 3D view holds: plain parts that the systems of one frame (frame.ts) read and write. */

import { onPreferences, wantsCalm } from "../preferences/kept";
import { Bubbles } from "../scene/bubbles";
import { Clocks } from "../scene/clock";
import { Crowd } from "../scene/crowd";
import { Furniture } from "../scene/furniture";
import { makeGlows } from "../scene/glow";
import { Labels } from "../scene/labels";
import { type Marker, makeMarker } from "../scene/marker";
import { extrasOf, shadeGround } from "../scene/shell";
import { fitTo, type Stage } from "../scene/stage";
import { Sunlight } from "../scene/sunlight";
import { type Fountain, fountainOf } from "../scene/water";
import { need } from "../ui/dom";
import type { Square } from "../ui/square";
import type { PlaceAssets } from "./assets";
import { type FollowCamera, fieldOfView, newCamera } from "./camera";
import type { PlaceClock } from "./hour";
import { Keys } from "./keyboard";
import { Names } from "./names";
import { hangNotices } from "./notice_walls";
import { Obstacles } from "./obstacles";
import { OwnPerson } from "./own";
import { PeopleOnStage } from "./people";
import type { Pointers } from "./pointer";
import { Doorstep, Readiness } from "./portals";
import { type FramePacer, QUALITY, type Quality } from "./quality";
import { Seats } from "./seats";

/** A camera that stands still: for a picture. */
export interface Outlook {
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
}

export interface View {
  readonly square: Square;
  readonly stage: Stage;
  readonly host: HTMLElement;
  readonly assets: PlaceAssets;
  readonly crowd: Crowd;
  readonly furniture: Furniture;
  readonly labels: Labels;
  readonly names: Names;
  readonly bubbles: Bubbles;
  readonly marker: Marker;
  readonly obstacles: Obstacles;
  readonly seats: Seats;
  readonly people: PeopleOnStage;
  readonly own: OwnPerson;
  readonly doorstep: Doorstep;
  readonly readiness: Readiness;
  readonly keys: Keys;
  readonly pointers: Pointers;
  readonly pacer: FramePacer;
  readonly clock: PlaceClock;
  /** Shadows on the ground; a room has none. */
  readonly sunlight: Sunlight | null;
  readonly clocks: Clocks;
  readonly fountain: Fountain | null;
  readonly camera: FollowCamera;
  /** Seconds of the session's clock at which the stage's clock reads 0: small numbers keep the GPU's floats sharp. */
  readonly epoch_s: number;
  /** Where a picture is taken from, instead of from behind the person. */
  outlook: Outlook | null;
  quality: Quality;
  /** CSS pixels. */
  size: { width: number; height: number };
  /** The reader's text size; 1 is 16 px. */
  textScale: number;
  /** Reduced motion is asked for. */
  calm: boolean;
  /** Seconds since somebody last turned the view by hand. */
  sinceLook_s: number;
  /** Until when who tries on a look waves at themselves, on the stage's clock. */
  readonly fitting: { greets_s: number };
  /** When what need not happen at every frame is due again, on the stage's clock. */
  readonly rhythm: { names_s: number; cull_s: number; cullYaw: number; hour_s: number };
}

/** People in one place that the stage can show; who does not fit is left out, farthest news first. */
const CAPACITY = 4096;
const OBSTACLE_CELL_M = 1;

/** Puts the loaded place on the stage. Fonts must be ready: boards and names are drawn now. */
export function makeView(
  square: Square,
  stage: Stage,
  host: HTMLElement,
  assets: PlaceAssets,
  { pointers, pacer, clock }: { pointers: Pointers; pacer: FramePacer; clock: PlaceClock },
): View {
  const { config } = square;
  const font = getComputedStyle(document.body).fontFamily;
  const crowd = new Crowd(Math.min(CAPACITY, stage.renderer.capabilities.maxTextureSize), stage.light);
  crowd.addWardrobe(assets.garments, assets.wardrobe.slots.age);
  const furniture = new Furniture(assets.models, assets.furniture, stage.light, font);
  furniture.picture_px = QUALITY[pacer.tier].picture_px;
  furniture.show(config.document, config.lang);
  stage.scene.add(hangNotices(square, assets.furniture, clock, font));
  const labels = new Labels(stage.renderer, crowd.uniforms, font);
  const marker = makeMarker();
  stage.scene.add(assets.shell, furniture.group, crowd.group, labels.mesh, marker.mesh);
  const { ground, glows, clocks: faces } = extrasOf(assets.shell);
  const clocks = new Clocks(faces, stage.light);
  if (faces.length > 0) stage.scene.add(clocks.mesh);
  if (glows.length > 0) stage.scene.add(makeGlows(glows, stage.light));
  const sunlight = ground ? new Sunlight(stage.renderer, ground) : null;
  if (sunlight) {
    sunlight.take(assets.shell);
    shadeGround(assets.shell, sunlight.picture.texture);
  }
  // A revision that came while the place was loading is on the ground, too.
  assets.grid.furnish(config.document.objects, assets.furniture.kinds);
  const obstacles = new Obstacles(config.side_m, OBSTACLE_CELL_M);
  assets.addObstacles(obstacles);
  obstacles.clearWhere((x, z) => assets.grid.walkable(x, z));
  const seats = new Seats(config.document, assets.furniture);
  const epoch_s = square.session.now_s();
  const bubbles = new Bubbles(need("bubbles", HTMLElement));
  const people = new PeopleOnStage({
    ...assets,
    session: square.session,
    crowd,
    seats,
    side_m: config.side_m,
    epoch_s,
    left: (slot) => {
      labels.forget(slot);
      bubbles.silence(slot);
    },
  });
  const spawn = config.document.spawns[0] ?? { x: config.side_m / 2, z: config.side_m / 2, yaw: 0 };
  const view: View = {
    square,
    stage,
    host,
    assets,
    crowd,
    furniture,
    labels,
    names: new Names(crowd, labels),
    bubbles,
    marker,
    obstacles,
    seats,
    people,
    own: new OwnPerson(crowd, people.own, assets.grid, seats),
    doorstep: new Doorstep(config),
    readiness: new Readiness(),
    keys: new Keys(),
    pointers,
    pacer,
    clock,
    sunlight,
    clocks,
    fountain: fountainOf(assets.shell, stage.light),
    camera: newCamera((spawn.yaw / 256) * 2 * Math.PI, { x: spawn.x, y: 0, z: spawn.z, eyes_m: 1.5 }),
    epoch_s,
    outlook: null,
    quality: QUALITY[pacer.tier],
    size: { width: 1, height: 1 },
    textScale: 1,
    calm: false,
    sinceLook_s: 0,
    fitting: { greets_s: 0 },
    rhythm: { names_s: 0, cull_s: 0, cullYaw: Number.POSITIVE_INFINITY, hour_s: 0 },
  };
  watchSurroundings(view);
  square.onDocument(() => refurnish(view));
  return view;
}

/** Puts up what another revision of the document says: all that was made from the one before is let go. */
function refurnish({ square, assets, furniture, seats, doorstep, sunlight, rhythm }: View): void {
  const { config } = square;
  assets.grid.furnish(config.document.objects, assets.furniture.kinds);
  furniture.show(config.document, config.lang);
  seats.take(config.document, assets.furniture);
  doorstep.take(config);
  sunlight?.again();
  rhythm.hour_s = 0;
}

/** The moment of the stage's clock. */
export function now_s(view: View): number {
  return view.square.session.now_s() - view.epoch_s;
}

export function setQuality(view: View, quality: Quality): void {
  view.quality = quality;
  view.furniture.picture_px = quality.picture_px;
  view.crowd.detail = quality.crowd;
  view.stage.sky.setFine(quality.fineSky);
  resize(view);
}

/** Follows the reader's text size, which can change while the page is open. */
export function fitText(view: View): void {
  const textScale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
  if (textScale !== view.textScale) resize(view);
}

function resize(view: View): void {
  const width = view.host.clientWidth;
  const height = view.host.clientHeight;
  if (width === 0 || height === 0) return;
  view.size = { width, height };
  view.textScale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
  const pixelRatio = Math.min(window.devicePixelRatio || 1, view.quality.pixelRatio);
  fitTo(view.stage, width, height, pixelRatio, fieldOfView(width, height));
  view.labels.resize(width, height, view.textScale);
}

function watchSurroundings(view: View): void {
  new ResizeObserver(() => resize(view)).observe(view.host);
  const obey = () => {
    view.calm = wantsCalm();
  };
  matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", obey);
  onPreferences(obey);
  obey();
  setQuality(view, view.quality);
}
