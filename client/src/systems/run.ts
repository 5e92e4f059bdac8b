/** Runs the frames: only while the page is seen, as finely as this machine can, and honest when it cannot. */
import type { Square } from "../ui/square";
import { frame } from "./frame";
import { goToMap, hideTrouble, showTrouble } from "./hud";
import { median, QUALITY, type Verdict } from "./quality";
import { rememberTier } from "./quality_choice";
import { browserStorage } from "./storage";
import { type Outlook, setQuality, type View } from "./view";

const LONGEST_STEP_S = 0.6;
const KEPT_TIMES = 120;
/** Time to say no before a slow 3D view gives way to the map, seconds. */
const LEAVE_AFTER_S = 10;

/** What tests and the curious may read: `window.madang`. */
export interface MadangHandle {
  /** Steps one frame of `dt` seconds, besides those that run by themselves. */
  frame(dt: number): void;
  /**
   * Median milliseconds of script in `frames` frames stepped one after another, each drawn to its end before the
   * next: where the GPU is software on the same cores, its work is not counted as script.
   */
  measure(frames: number): number;
  stats(): Stats;
  /** Goes on from another moment, such as 2026-11-21T21:00+09:00: for a picture of the square by night. */
  at(moment: string): void;
  /** Looks from a spot to another, metres in the place, until told `null`: for a picture. */
  look(view: Outlook | null): void;
  readonly session: Square["session"];
}

export interface Stats {
  readonly draw_calls: { readonly people: number; readonly total: number };
  readonly triangles: number;
  /** Median over the last frames: all systems and the draw calls. A busy software GPU delays those: see `measure`. */
  readonly script_ms: number;
  readonly frame_ms: number;
  readonly tier: string;
  readonly people: { readonly shown: number; readonly named: number; readonly total: number };
  /** Of the place document that is shown. */
  readonly revision: number;
  /** What lies on the GPU: it must not grow while the place is rearranged again and again. */
  readonly memory: { readonly geometries: number; readonly textures: number };
}

declare global {
  interface Window {
    madang?: MadangHandle;
  }
}

export function runFrames(view: View): void {
  const script: number[] = [];
  const gaps: number[] = [];
  let last_ms = performance.now();
  const step = (dt: number) => keep(script, frame(view, dt));
  view.stage.renderer.setAnimationLoop(() => {
    const now_ms = performance.now();
    const gap_ms = now_ms - last_ms;
    last_ms = now_ms;
    if (document.hidden) return;
    step(Math.min(LONGEST_STEP_S, gap_ms / 1000));
    keep(gaps, gap_ms);
    const verdict = view.pacer.frame(gap_ms);
    if (verdict) obey(view, verdict);
  });
  document.addEventListener("visibilitychange", () => {
    last_ms = performance.now();
    view.pacer.begin();
  });
  watchContext(view);
  window.madang = {
    frame: step,
    measure: (frames) => measure(view, frames),
    stats: () => statsOf(view, script, gaps),
    look: (outlook) => {
      view.outlook = outlook;
    },
    at: (moment) => {
      view.clock.set(moment);
      view.rhythm.hour_s = 0;
    },
    session: view.square.session,
  };
}

function measure(view: View, frames: number): number {
  const gl = view.stage.renderer.getContext();
  const pixel = new Uint8Array(4);
  const times: number[] = [];
  for (let n = 0; n < frames; n++) {
    times.push(frame(view, 1 / 60));
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  }
  return median(times);
}

function keep(times: number[], time_ms: number): void {
  times.push(time_ms);
  if (times.length > KEPT_TIMES) times.shift();
}

function statsOf(view: View, script: readonly number[], gaps: readonly number[]): Stats {
  const { calls, triangles } = view.stage.renderer.info.render;
  const { session } = view.square;
  return {
    draw_calls: { people: view.crowd.drawCalls + (view.labels.mesh.visible ? 1 : 0), total: calls },
    triangles,
    script_ms: median(script),
    frame_ms: median(gaps),
    tier: view.pacer.tier,
    people: { shown: view.people.count, named: session.neighbours.size, total: session.far.total },
    memory: { ...view.stage.renderer.info.memory },
    revision: view.square.config.document.revision,
  };
}

function obey(view: View, verdict: Verdict): void {
  if (verdict.kind === "tier") {
    setQuality(view, QUALITY[verdict.tier]);
    rememberTier(browserStorage(), verdict.tier, Date.now());
    return;
  }
  const { square } = view;
  const toMap = { key: "three.to_map", run: () => goToMap(square, "slow") } as const;
  if (square.config.view === "3d") {
    const stay = { key: "three.stay", run: hideTrouble } as const;
    showTrouble(square, square.texts.say("three.slow"), [toMap, stay]);
    return;
  }
  const leaving = setTimeout(() => goToMap(square, "slow"), LEAVE_AFTER_S * 1000);
  const stay = () => {
    clearTimeout(leaving);
    hideTrouble();
  };
  const text = square.texts.say("three.slow.auto", { n: LEAVE_AFTER_S });
  showTrouble(square, text, [toMap, { key: "three.stay", run: stay }]);
}

/** A graphics driver may take the drawing away; three.js draws on when it is given back. */
function watchContext(view: View): void {
  const { domElement } = view.stage.renderer;
  domElement.addEventListener("webglcontextlost", () => {
    const { square } = view;
    showTrouble(square, square.texts.say("three.lost"), [
      { key: "three.again", run: () => location.reload() },
      { key: "three.to_map", run: () => location.assign(square.config.urls.map) },
    ]);
  });
  domElement.addEventListener("webglcontextrestored", hideTrouble);
}
