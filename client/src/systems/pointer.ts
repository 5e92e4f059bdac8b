/**
 * Mouse and fingers on the square: drag looks, wheel and pinch zoom, a click or tap chooses; a finger put
 * down in the lower left is a thumb stick.
 */

export interface Looks {
  /** CSS pixels dragged since the last frame. */
  dx: number;
  dy: number;
  /** Distance factor since the last frame; below 1 is nearer. */
  zoom: number;
}

/** −1…1 each, forward and right positive; null while no thumb is on it. */
export interface Stick {
  forward: number;
  sideways: number;
  run: boolean;
}

export interface PointerView {
  /** Shows or hides the stick at a place of the stage, with the knob `kx`, `ky` pixels off its middle. */
  stick(at: { x: number; y: number; kx: number; ky: number } | null): void;
  /** A click or tap at CSS pixels of the stage. */
  choose(x: number, y: number): void;
}

export const STICK_RADIUS_PX = 56;
const TAP_PX = 10;
const TAP_MS = 350;
const RUN_AT = 0.86;
const DEAD = 0.14;

/** What a thumb `dx`, `dy` pixels away from the stick's middle asks for. */
export function stickOf(dx: number, dy: number): Stick | null {
  const reach = Math.min(1, Math.hypot(dx, dy) / STICK_RADIUS_PX);
  if (reach < DEAD) return null;
  const angle = Math.atan2(dx, -dy);
  return { forward: Math.cos(angle) * reach, sideways: Math.sin(angle) * reach, run: reach > RUN_AT };
}

/** Whether a finger put down here is meant for the stick: the lower left of the stage. */
export function isStickPlace(x: number, y: number, width: number, height: number): boolean {
  return x < width * 0.42 && y > height * 0.45;
}

interface Finger {
  readonly startX: number;
  readonly startY: number;
  readonly since: number;
  x: number;
  y: number;
  far: boolean;
}

export class Pointers {
  private readonly stage: HTMLElement;
  private readonly view: PointerView;
  private readonly fingers = new Map<number, Finger>();
  private stickId: number | null = null;
  private looks: Looks = { dx: 0, dy: 0, zoom: 1 };
  private pinch = 0;

  constructor(stage: HTMLElement, view: PointerView) {
    this.stage = stage;
    this.view = view;
    stage.addEventListener("pointerdown", (event) => this.down(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    stage.addEventListener("pointerup", (event) => this.up(event, true));
    stage.addEventListener("pointercancel", (event) => this.up(event, false));
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  /** What was dragged and zoomed since the last call. */
  takeLooks(): Looks {
    const looks = this.looks;
    this.looks = { dx: 0, dy: 0, zoom: 1 };
    return looks;
  }

  stick(): Stick | null {
    const finger = this.stickId === null ? undefined : this.fingers.get(this.stickId);
    return finger?.far ? stickOf(finger.x - finger.startX, finger.y - finger.startY) : null;
  }

  private place(event: PointerEvent): { x: number; y: number } {
    const box = this.stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private down(event: PointerEvent): void {
    const { x, y } = this.place(event);
    this.stage.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, { startX: x, startY: y, since: event.timeStamp, x, y, far: false });
    const { clientWidth, clientHeight } = this.stage;
    if (
      event.pointerType === "touch" &&
      this.stickId === null &&
      isStickPlace(x, y, clientWidth, clientHeight)
    ) {
      this.stickId = event.pointerId;
    }
    this.pinch = this.spread();
  }

  private move(event: PointerEvent): void {
    const finger = this.fingers.get(event.pointerId);
    if (!finger) return;
    const { x, y } = this.place(event);
    const [dx, dy] = [x - finger.x, y - finger.y];
    finger.x = x;
    finger.y = y;
    const wasFar = finger.far;
    finger.far ||= Math.hypot(x - finger.startX, y - finger.startY) > TAP_PX;
    if (event.pointerId === this.stickId) this.drawStick(finger);
    else if (this.spread() > 0) this.zoomByPinch();
    else if (wasFar) {
      this.looks.dx += dx;
      this.looks.dy += dy;
    }
  }

  private up(event: PointerEvent, whole: boolean): void {
    const finger = this.fingers.get(event.pointerId);
    this.fingers.delete(event.pointerId);
    if (event.pointerId === this.stickId) {
      this.stickId = null;
      this.view.stick(null);
    }
    this.pinch = this.spread();
    const quick = finger && !finger.far && event.timeStamp - finger.since < TAP_MS;
    if (whole && quick && event.button === 0) this.view.choose(finger.x, finger.y);
  }

  private wheel(event: WheelEvent): void {
    if (event.ctrlKey) return;
    event.preventDefault();
    this.looks.zoom *= Math.exp(Math.sign(event.deltaY) * Math.min(0.25, Math.abs(event.deltaY) / 600));
  }

  private drawStick(finger: Finger): void {
    if (!finger.far) return;
    const [dx, dy] = [finger.x - finger.startX, finger.y - finger.startY];
    const most = Math.min(1, STICK_RADIUS_PX / Math.max(1, Math.hypot(dx, dy)));
    this.view.stick({ x: finger.startX, y: finger.startY, kx: dx * most, ky: dy * most });
  }

  /** Pixels between the two fingers that are not on the stick; 0 when there are not two. */
  private spread(): number {
    const free = [...this.fingers].filter(([id]) => id !== this.stickId).map(([, finger]) => finger);
    const [a, b] = free;
    return free.length === 2 && a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }

  private zoomByPinch(): void {
    const now = this.spread();
    if (this.pinch > 0 && now > 0) this.looks.zoom *= this.pinch / now;
    this.pinch = now;
  }
}
