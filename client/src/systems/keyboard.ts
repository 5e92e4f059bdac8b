/**
 * Keys on the square. They act only while nothing else has the focus, so that every form, list and dialog of
 * the page keeps its own keys, and Tab always leads on.
 */
import { GESTURES, type Gesture } from "../net/pose";

/** What is held down now: −1, 0 or 1 each. */
export interface Held {
  forward: number;
  sideways: number;
  turn: number;
  tilt: number;
  run: boolean;
}

export type KeyAct =
  | { readonly kind: "open" }
  | { readonly kind: "say" }
  | { readonly kind: "sit" }
  | { readonly kind: "stop" }
  | { readonly kind: "help" }
  | { readonly kind: "minimap" }
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "gesture"; readonly gesture: Gesture };

type Axis = "forward" | "sideways" | "turn" | "tilt";

/** By `code`, so that W A S D lie under the same fingers on every layout and with a Korean input method. */
const AXES: Readonly<Record<string, readonly [Axis, number]>> = {
  ArrowUp: ["forward", 1],
  ArrowDown: ["forward", -1],
  ArrowLeft: ["turn", -1],
  ArrowRight: ["turn", 1],
  KeyW: ["forward", 1],
  KeyS: ["forward", -1],
  KeyA: ["sideways", -1],
  KeyD: ["sideways", 1],
  PageUp: ["tilt", -1],
  PageDown: ["tilt", 1],
};

const ACTS: Readonly<Record<string, KeyAct>> = {
  KeyE: { kind: "open" },
  Enter: { kind: "open" },
  KeyT: { kind: "say" },
  KeyC: { kind: "sit" },
  Escape: { kind: "stop" },
  KeyH: { kind: "help" },
  KeyM: { kind: "minimap" },
  Equal: { kind: "zoom", factor: 0.85 },
  Minus: { kind: "zoom", factor: 1.18 },
  KeyQ: { kind: "gesture", gesture: "wave" },
};

export function actOf(code: string): KeyAct | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  const gesture = digit ? GESTURES[Number(digit) - 1] : undefined;
  return gesture ? { kind: "gesture", gesture } : (ACTS[code] ?? null);
}

/**
 * The sum of all held keys. `R` holds the run for hands that cannot hold two keys. A key that came and went between
 * two frames counts as held until a frame has seen it: on a slow machine no press is lost.
 */
export class Keys {
  private readonly down = new Set<string>();
  private readonly unseen = new Set<string>();
  private runs = false;

  press(code: string): void {
    if (code === "KeyR") this.runs = !this.runs;
    this.down.add(code);
    this.unseen.add(code);
  }

  release(code: string): void {
    this.down.delete(code);
  }

  /** A frame has acted on what `held` told. */
  seen(): void {
    this.unseen.clear();
  }

  releaseAll(): void {
    this.down.clear();
    this.unseen.clear();
  }

  held(): Held {
    const held: Held = { forward: 0, sideways: 0, turn: 0, tilt: 0, run: this.runs };
    for (const code of new Set([...this.down, ...this.unseen])) {
      const axis = AXES[code];
      if (axis) held[axis[0]] = Math.max(-1, Math.min(1, held[axis[0]] + axis[1]));
      if (code === "ShiftLeft" || code === "ShiftRight") held.run = !this.runs;
    }
    return held;
  }
}

/** Reads keys while the focus is on the page itself or on `stage`; `act` gets those that do something once. */
export function listenToKeys(stage: HTMLElement, keys: Keys, act: (act: KeyAct) => void): void {
  const here = (event: KeyboardEvent) => event.target === document.body || event.target === stage;
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !here(event)) return;
    const once = event.repeat ? null : actOf(event.code);
    if (once) act(once);
    if (once || AXES[event.code]) event.preventDefault();
    if (!event.repeat) keys.press(event.code);
  });
  window.addEventListener("keyup", (event) => keys.release(event.code));
  window.addEventListener("blur", () => keys.releaseAll());
  document.addEventListener("focusin", (event) => {
    if (event.target !== stage && event.target !== document.body) keys.releaseAll();
  });
}
