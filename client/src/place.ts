/**
 * The 3D view of a place. The page is there before the canvas: the door, the talk and the lists work while the
 * place is being loaded, and the map view is one link away whatever happens here.
 */

import "../styles/ui.css";
import "../styles/place3d.css";
import "../styles/place_map.css";
import "../styles/easy_square.css";
import "../styles/on_stage.css";
import { Guide } from "./guide/guide";
import { Minimap } from "./minimap/minimap";
import type { Pose } from "./net/pose";
import type { StageSlide } from "./net/stage_now";
import { makeStage, type Stage } from "./scene/stage";
import type { Slide } from "./scene/stage_screen";
import { followInvitation } from "./show/arrive";
import { InviteDialog } from "./show/invite";
import { photograph } from "./show/photograph";
import { Postcard } from "./show/postcard";
import { offerSound } from "./sound/sound";
import { act, choose, showSaid } from "./systems/acts";
import { loadAssets, type PlaceAssets } from "./systems/assets";
import { Drawers } from "./systems/drawers";
import { watchFitting } from "./systems/fitting";
import { lightNow, PlaceClock } from "./systems/hour";
import { goToMap, liveHud, measureHud, showLoading, showTrouble } from "./systems/hud";
import { listenToKeys } from "./systems/keyboard";
import { LedOnStage } from "./systems/led";
import { live } from "./systems/life";
import { Pointers } from "./systems/pointer";
import { FramePacer, QUALITY } from "./systems/quality";
import { firstTier, keptChoice, offerQuality } from "./systems/quality_choice";
import { runFrames } from "./systems/run";
import { offerSpace, SPACE_M } from "./systems/space";
import { showStick } from "./systems/stick";
import { browserStorage } from "./systems/storage";
import { makeView, setQuality, type View } from "./systems/view";
import { need } from "./ui/dom";
import { EasySquare } from "./ui/easy";
import { openSquare, type Square } from "./ui/square";

async function start(): Promise<void> {
  const host = need("stage", HTMLElement);
  let view: View | null = null;
  const square = openSquare({ gesture: (gesture) => view?.own.gesture(gesture), stage: () => host });
  let entered: Pose | null = null;
  square.session.on("welcome", ({ spawn }) => {
    entered = spawn;
  });
  square.session.on("put", (pose) => {
    entered = pose;
  });
  const clock = new PlaceClock(square.config.now, square.config.time_zone);
  const drawers = new Drawers();
  measureHud();
  const choice = keptChoice(browserStorage());
  const guess = () => firstTier(browserStorage(), navigator.hardwareConcurrency ?? 2, isTouch(), Date.now());
  const pacer = new FramePacer(choice === "auto" ? guess() : choice, choice !== "auto");
  offerQuality(need("quality", HTMLSelectElement), browserStorage(), (chosen) => {
    pacer.take(chosen === "auto" ? guess() : chosen, chosen !== "auto");
    if (view) setQuality(view, QUALITY[pacer.tier]);
  });
  const stage = tryStage(square, host, QUALITY[pacer.tier].antialias, clock);
  if (!stage) return;
  const assets = await tryAssets(square, stage);
  if (!assets) return;
  const pointers = new Pointers(host, {
    stick: showStick(need("stick", HTMLElement)),
    choose: (x, y) => view && choose(view, x, y),
  });
  view = makeView(square, stage, host, assets, { pointers, pacer, clock });
  const made = view;
  listenToKeys(host, made.keys, (done) => act(made, drawers, done));
  live(made, entered, (id, text) => showSaid(made, id, text));
  watchFitting(made);
  offerSpace((wanted) => {
    made.crowd.room_m = wanted ? SPACE_M : 0;
  });
  const guide = new Guide(square, () => (made.own.walker ? led : null));
  const led = new LedOnStage(made);
  square.texts.onLanguage(() => made.furniture.show(square.config.document, square.texts.lang));
  square.onStage.onChange((now) => {
    const { slide, question, title } = now ?? {};
    void made.furniture.screen?.show(now && screenOf(title ?? "", slide ?? null, question?.text ?? null));
  });
  liveHud(made, drawers, guide);
  new Minimap(made, guide);
  offerSound({ square, pose: () => made.own.walker?.pose ?? null });
  new EasySquare(square, guide, () => made.own.walker?.pose ?? null);
  new Postcard(square, {
    take: () => photograph(made),
    describe: () => square.texts.say("postcard.seen.three"),
    now_ms: () => clock.now_ms(),
  });
  new InviteDialog(square, () => made.own.walker?.pose ?? null);
  followInvitation(square, guide);
  runFrames(made);
  showLoading(square, null);
}

/** What the large screen shows of the stage: the question, the slide, or what it is all about. */
function screenOf(title: string, slide: StageSlide | null, question: string | null): Slide {
  if (question) return { title, text: question };
  if (!slide) return { title };
  const { picture, title: heading, text } = slide;
  return { title: heading, text, ...(picture ? { imageUrl: picture } : {}) };
}

function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

/** Null where the browser cannot draw: then the map is the place, unless 3D was asked for by name. */
function tryStage(square: Square, host: HTMLElement, antialias: boolean, clock: PlaceClock): Stage | null {
  try {
    return makeStage(host, antialias, lightNow(square.config, clock));
  } catch (error) {
    console.warn("No WebGL2 for the 3D view:", error);
    if (square.config.view === "auto") goToMap(square, "no-webgl");
    else {
      const run = () => goToMap(square, "no-webgl");
      document.documentElement.classList.add("no-3d");
      showTrouble(square, square.texts.say("three.no_webgl"), [{ key: "three.to_map", run }]);
    }
    return null;
  }
}

async function tryAssets(square: Square, stage: Stage): Promise<PlaceAssets | null> {
  showLoading(square, { fraction: 0, loaded_bytes: 0 });
  try {
    return await loadAssets(square, stage.light, (fraction, loaded_bytes) =>
      showLoading(square, { fraction, loaded_bytes }),
    );
  } catch (error) {
    console.error(error);
    showLoading(square, null);
    showTrouble(square, square.texts.say("three.failed"), [
      { key: "three.again", run: () => location.reload() },
      { key: "three.to_map", run: () => location.assign(square.config.urls.map) },
    ]);
    return null;
  }
}

void start();
