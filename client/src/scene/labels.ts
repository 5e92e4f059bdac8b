/** People's names: drawn by the browser into one atlas, shown by one instanced draw that follows the crowd. */
import {
  CanvasTexture,
  DataTexture,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  type IUniform,
  LinearFilter,
  Mesh,
  PlaneGeometry,
  ShaderMaterial,
  Vector2,
  type WebGLRenderer,
} from "three";
import { POSE_GLSL } from "./people_glsl";

const CELL = { width: 384, height: 48 } as const;
const ATLAS = { width: 1920, height: 1008 } as const;
const COLUMNS = ATLAS.width / CELL.width;
const CELLS = COLUMNS * (ATLAS.height / CELL.height);
/** Atlas pixels for one CSS pixel of a label at its full size. */
const ATLAS_SCALE = 2;
const FADE_PER_S = 6;

export interface LabelText {
  readonly name: string;
  /** Shown before the name of city staff; empty for visitors. */
  readonly badge: string;
}

interface Cell {
  readonly index: number;
  readonly width_px: number;
  used: number;
}

interface Shown {
  readonly cell: Cell;
  alpha: number;
  wanted: boolean;
}

const VERTEX = /* glsl */ `
${POSE_GLSL}
attribute vec3 label;
uniform vec2 view;
uniform float scale;
varying vec2 vUv;
varying float vAlpha;
void main() {
  Pose o = poseOf(slot);
  float head = o.posture > 0.5 ? (o.posture > 1.5 && o.posture < 2.5 ? 1.08 : 1.5) : 1.88;
  vec4 clip = projectionMatrix * viewMatrix * vec4(o.place.x, o.place.y + head * o.size, o.place.z, 1.0);
  vec2 size = vec2(label.y, ${CELL.height}.0) / ${ATLAS_SCALE}.0 * scale * clamp(16.0 / clip.w, 0.84, 1.0);
  clip.xy += (position.xy + vec2(0.0, 0.5)) * size * 2.0 / view * clip.w;
  clip.z -= 0.0006 * clip.w;
  gl_Position = clip;
  vAlpha = label.z;
  vec2 corner = vec2(mod(label.x, ${COLUMNS}.0) * ${CELL.width}.0, floor(label.x / ${COLUMNS}.0) * ${CELL.height}.0);
  vUv = (corner + vec2(uv.x * label.y, (1.0 - uv.y) * ${CELL.height}.0)) / vec2(${ATLAS.width}.0, ${ATLAS.height}.0);
}`;

const FRAGMENT = /* glsl */ `
uniform sampler2D atlas;
varying vec2 vUv;
varying float vAlpha;
void main() {
  vec4 ink = texture2D(atlas, vUv);
  gl_FragColor = vec4(ink.rgb, ink.a * vAlpha);
  if (gl_FragColor.a < 0.02) discard;
}`;

export class Labels {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  private readonly renderer: WebGLRenderer;
  private readonly font: string;
  private readonly atlas = blankAtlas();
  private readonly view: IUniform<Vector2> = { value: new Vector2(1280, 720) };
  private readonly scale: IUniform<number> = { value: 1 };
  private readonly pen: CanvasRenderingContext2D;
  private readonly strip: CanvasTexture;
  private readonly cells = new Map<string, Cell>();
  private readonly shown = new Map<number, Shown>();
  private readonly label = instances(3);
  private readonly slots = instances(1);
  private uses = 0;

  constructor(renderer: WebGLRenderer, people: Record<string, IUniform>, font: string) {
    this.renderer = renderer;
    this.font = font;
    const material = new ShaderMaterial({
      name: "labels",
      uniforms: { ...people, atlas: { value: this.atlas }, view: this.view, scale: this.scale },
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      transparent: true,
      depthWrite: false,
      toneMapped: false,
    });
    this.mesh = new Mesh(quads(this.slots, this.label), material);
    this.mesh.name = "labels";
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.mesh.renderOrder = 5;
    const canvas = document.createElement("canvas");
    canvas.width = CELL.width;
    canvas.height = CELL.height;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    if (!pen) throw new Error("No 2D canvas in this browser: names cannot be drawn. Use the map view.");
    this.pen = pen;
    this.strip = new CanvasTexture(canvas);
  }

  /** Size of the drawing in CSS pixels, and the reader's text scale (1 = 16 px root). */
  resize(width_px: number, height_px: number, textScale: number): void {
    this.view.value.set(width_px, height_px);
    this.scale.value = textScale;
  }

  /** Width and height in CSS pixels that a label takes when close by. */
  boxOf(text: LabelText): { width: number; height: number } {
    const scale = this.scale.value / ATLAS_SCALE;
    return { width: this.cellOf(text).width_px * scale, height: CELL.height * scale };
  }

  /** From now on shows exactly these; others fade out. At most as many as there are cells. */
  show(texts: ReadonlyMap<number, LabelText>): void {
    for (const [slot, shown] of this.shown) shown.wanted = texts.has(slot);
    for (const [slot, text] of texts) {
      const cell = this.cellOf(text);
      const shown = this.shown.get(slot);
      if (shown?.cell === cell) shown.wanted = true;
      else if (this.shown.size < CELLS || shown) this.shown.set(slot, { cell, alpha: 0, wanted: true });
    }
  }

  /** Forgets a slot at once: it may be somebody else's next. */
  forget(slot: number): void {
    this.shown.delete(slot);
  }

  /** Fades and writes the instances of this frame. */
  update(dt: number): void {
    let count = 0;
    for (const [slot, shown] of this.shown) {
      const step = FADE_PER_S * dt;
      shown.alpha = Math.min(1, Math.max(0, shown.alpha + (shown.wanted ? step : -step)));
      if (shown.alpha === 0 && !shown.wanted) {
        this.shown.delete(slot);
        continue;
      }
      this.slots.setX(count, slot);
      this.label.setXYZ(count, shown.cell.index, shown.cell.width_px, shown.alpha);
      count++;
    }
    this.mesh.geometry.instanceCount = count;
    this.mesh.visible = count > 0;
    this.slots.needsUpdate = this.label.needsUpdate = count > 0;
  }

  private cellOf(text: LabelText): Cell {
    const key = `${text.badge}\n${text.name}`;
    const known = this.cells.get(key);
    if (known) {
      known.used = ++this.uses;
      return known;
    }
    const index = this.cells.size < CELLS ? this.cells.size : this.leastUsed();
    const cell: Cell = { index, width_px: drawPill(this.pen, text, this.font), used: ++this.uses };
    this.cells.set(key, cell);
    this.strip.needsUpdate = true;
    const corner = new Vector2((index % COLUMNS) * CELL.width, Math.floor(index / COLUMNS) * CELL.height);
    this.renderer.copyTextureToTexture(this.strip, this.atlas, null, corner);
    return cell;
  }

  private leastUsed(): number {
    let oldest: [string, Cell] | null = null;
    const drawn = new Set([...this.shown.values()].map((shown) => shown.cell));
    for (const entry of this.cells) {
      if (!drawn.has(entry[1]) && (!oldest || entry[1].used < oldest[1].used)) oldest = entry;
    }
    if (!oldest) return 0;
    this.cells.delete(oldest[0]);
    return oldest[1].index;
  }
}

function blankAtlas(): DataTexture {
  const bytes = new Uint8Array(ATLAS.width * ATLAS.height * 4);
  const atlas = new DataTexture(bytes, ATLAS.width, ATLAS.height);
  atlas.magFilter = atlas.minFilter = LinearFilter;
  atlas.needsUpdate = true;
  return atlas;
}

function instances(size: number): InstancedBufferAttribute {
  const attribute = new InstancedBufferAttribute(new Float32Array(CELLS * size), size);
  attribute.setUsage(DynamicDrawUsage);
  return attribute;
}

function quads(slots: InstancedBufferAttribute, label: InstancedBufferAttribute): InstancedBufferGeometry {
  const plane = new PlaneGeometry(1, 1);
  const geometry = new InstancedBufferGeometry();
  geometry.setIndex(plane.index);
  geometry.setAttribute("position", plane.getAttribute("position"));
  geometry.setAttribute("uv", plane.getAttribute("uv"));
  geometry.setAttribute("slot", slots);
  geometry.setAttribute("label", label);
  geometry.instanceCount = 0;
  return geometry;
}

const INK = {
  visitor: "#16202ce0",
  staff: "#0b50d0f2",
  badge: "#ffffff",
  name: "#ffffff",
  badgeInk: "#0b50d0",
};

/** Draws a pill into the pen's canvas from its left edge; answers the width used in pixels. */
function drawPill(pen: CanvasRenderingContext2D, text: LabelText, font: string): number {
  const { width, height } = CELL;
  pen.clearRect(0, 0, width, height);
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  pen.font = `700 20px ${font}`;
  const badge = text.badge ? Math.min(140, pen.measureText(text.badge).width) + 18 : 0;
  pen.font = `600 26px ${font}`;
  const name = Math.min(width - 34 - badge, pen.measureText(text.name).width);
  const used = Math.ceil(name + 30 + badge);
  pen.fillStyle = text.badge ? INK.staff : INK.visitor;
  pen.beginPath();
  pen.roundRect(1, 4, used - 2, height - 8, 20);
  pen.fill();
  pen.fillStyle = INK.name;
  pen.fillText(text.name, 15 + badge, height / 2 + 1, name);
  if (text.badge) {
    pen.fillStyle = INK.badge;
    pen.beginPath();
    pen.roundRect(8, 10, badge - 2, height - 20, 14);
    pen.fill();
    pen.font = `700 20px ${font}`;
    pen.fillStyle = INK.badgeInk;
    pen.fillText(text.badge, 16, height / 2 + 1, badge - 18);
  }
  return used;
}
