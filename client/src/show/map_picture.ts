/** A picture of the map about the own spot, from the map that the page has drawn. */

import type { Point } from "../systems/path";
import { PICTURE } from "./card";

const WIDE_M = 128;

/** The map about `spot` with a pin on it. Throws when the map has not come. */
export async function pictureMap(side_m: number, spot: Point): Promise<HTMLCanvasElement> {
  const drawn = document.querySelector<SVGElement>("#map-canvas svg.place-map");
  if (!drawn) throw new Error("No map in #map-canvas: it has not been loaded.");
  const wide = Math.min(WIDE_M, side_m);
  const high = (wide * PICTURE.height) / PICTURE.width;
  const x = Math.min(Math.max(0, spot.x - wide / 2), side_m - wide);
  const z = Math.min(Math.max(0, spot.z - high / 2), side_m - high);
  const picture = document.createElement("canvas");
  picture.width = PICTURE.width;
  picture.height = PICTURE.height;
  const paint = picture.getContext("2d");
  if (!paint) throw new Error("The browser gives no 2D canvas for the map.");
  paint.fillStyle = "#e9e5da";
  paint.fillRect(0, 0, PICTURE.width, PICTURE.height);
  paint.drawImage(await imageOf(coloured(drawn, [x, z, wide, high])), 0, 0, PICTURE.width, PICTURE.height);
  const scale = PICTURE.width / wide;
  paintPin(paint, (spot.x - x) * scale, (spot.z - z) * scale);
  return picture;
}

/** A copy that carries the colours which our style sheets give it. */
function coloured(drawn: SVGElement, box: readonly number[]): SVGElement {
  const copy = drawn.cloneNode(true) as SVGElement;
  const shapes = copy.querySelectorAll<SVGElement>("[class]");
  drawn.querySelectorAll<SVGElement>("[class]").forEach((shape, index) => {
    const { fill, stroke, strokeWidth } = getComputedStyle(shape);
    const to = shapes[index];
    to?.setAttribute("fill", fill);
    to?.setAttribute("stroke", stroke);
    to?.setAttribute("stroke-width", strokeWidth);
  });
  copy.setAttribute("viewBox", box.join(" "));
  copy.setAttribute("width", String(PICTURE.width));
  copy.setAttribute("height", String(PICTURE.height));
  return copy;
}

async function imageOf(svg: SVGElement): Promise<HTMLImageElement> {
  const text = new XMLSerializer().serializeToString(svg);
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function paintPin(paint: CanvasRenderingContext2D, x: number, y: number): void {
  paint.save();
  paint.translate(x, y);
  paint.shadowColor = "rgb(3 22 58 / 40%)";
  paint.shadowBlur = 14;
  paint.shadowOffsetY = 5;
  paint.fillStyle = "#0b50d0";
  paint.fill(new Path2D("M0 0C-14 -26 -38 -42 -38 -72a38 38 0 1 1 76 0c0 30 -24 46 -38 72z"));
  paint.shadowColor = "transparent";
  paint.fillStyle = "#ffffff";
  paint.beginPath();
  paint.arc(0, -72, 15, 0, 2 * Math.PI);
  paint.fill();
  paint.restore();
}
