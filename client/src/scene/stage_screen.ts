/** The large screen of the stage: words, slides and pictures that everybody on the lawn can see. */
import {
  CanvasTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  type Matrix4,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SRGBColorSpace,
} from "three";
import { wrap } from "./board_text";
import type { BoardPlace } from "./boards";

/** What the screen shows. `imageUrl` is of this city's own pages; the title lies over it, or under nothing. */
export interface Slide {
  readonly title?: string;
  readonly text?: string;
  readonly imageUrl?: string;
}

const WIDTH = 1024;
const LONGEST_TEXT = 600;

export class StageScreen {
  readonly mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;
  private readonly pen: CanvasRenderingContext2D | null;
  private readonly map: CanvasTexture;
  private readonly font: string;
  private readonly idle: Slide;
  private readonly height: number;
  private shown = 0;

  /** A screen at `place` of the furniture that stands by `toPlace`; it begins with the `idle` slide. */
  constructor(place: BoardPlace, toPlace: Matrix4, font: string, idle: Slide) {
    this.font = font;
    this.idle = idle;
    this.height = Math.round((WIDTH * place.h) / place.w);
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = this.height;
    this.pen = canvas.getContext("2d");
    this.map = new CanvasTexture(canvas);
    this.map.colorSpace = SRGBColorSpace;
    this.map.minFilter = LinearMipmapLinearFilter;
    this.map.magFilter = LinearFilter;
    this.map.anisotropy = 8;
    const plane = new PlaneGeometry(place.w, place.h).rotateY(Math.PI).translate(place.x, place.y, place.z);
    this.mesh = new Mesh(plane, new MeshBasicMaterial({ name: "screen", map: this.map, toneMapped: false }));
    this.mesh.name = "screen";
    this.mesh.applyMatrix4(toPlace);
    this.mesh.matrixAutoUpdate = false;
    void this.show(null);
  }

  /** Shows a slide, or the idle one for null; resolves when it is seen. A picture that cannot be had is left out. */
  async show(slide: Slide | null): Promise<void> {
    const number = ++this.shown;
    const { title, text, imageUrl } = slide ?? this.idle;
    const picture = imageUrl ? await pictureAt(imageUrl) : null;
    if (number !== this.shown || !this.pen) return;
    this.ground(this.pen, picture);
    this.words(this.pen, title ?? "", (text ?? "").slice(0, LONGEST_TEXT), picture !== null);
    this.map.needsUpdate = true;
  }

  private ground(pen: CanvasRenderingContext2D, picture: HTMLImageElement | null): void {
    const sky = pen.createLinearGradient(0, 0, WIDTH, this.height);
    sky.addColorStop(0, "#143a63");
    sky.addColorStop(1, "#1d6a78");
    pen.fillStyle = sky;
    pen.fillRect(0, 0, WIDTH, this.height);
    if (!picture) return;
    const scale = Math.min(WIDTH / picture.naturalWidth, this.height / picture.naturalHeight);
    const [w, h] = [picture.naturalWidth * scale, picture.naturalHeight * scale];
    pen.drawImage(picture, (WIDTH - w) / 2, (this.height - h) / 2, w, h);
  }

  /** Without a picture the words fill the screen; over one they stand on a band at its foot. */
  private words(pen: CanvasRenderingContext2D, title: string, text: string, over: boolean): void {
    const { height } = this;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    if (over && (title || text)) {
      pen.fillStyle = "rgba(8, 18, 30, 0.72)";
      pen.fillRect(0, height * 0.8, WIDTH, height * 0.2);
    }
    pen.fillStyle = "#ffffff";
    const size = over ? 56 : text ? 84 : 104;
    pen.font = `700 ${size}px ${this.font}`;
    const y = over ? height * 0.9 : text ? height * 0.24 : height * 0.5;
    pen.fillText(title, WIDTH / 2, y, WIDTH * 0.92);
    if (!text || over) return;
    pen.font = `500 46px ${this.font}`;
    const most = Math.floor((height * 0.58) / 66);
    const lines = wrap(text, WIDTH * 0.86, most, (line) => pen.measureText(line).width);
    lines.forEach((line, n) => {
      pen.fillText(line, WIDTH / 2, height * 0.44 + n * 66, WIDTH * 0.92);
    });
  }
}

async function pictureAt(url: string): Promise<HTMLImageElement | null> {
  const picture = new Image();
  picture.src = url;
  try {
    await picture.decode();
    return picture;
  } catch {
    return null;
  }
}
