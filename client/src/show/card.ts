/** The postcard itself: a picture in a frame with place, date and the city's hour, painted on a canvas. */

export const PICTURE = { width: 1600, height: 1000 } as const;
const EDGE = 60;
const FOOT = 190;
export const CARD = {
  width: PICTURE.width + 2 * EDGE,
  height: PICTURE.height + EDGE + FOOT,
} as const;

const INK = { paper: "#fbf9f4", line: "#d8d2c4", text: "#1e2124", soft: "#464c53", blue: "#0b50d0" } as const;

export interface CardWords {
  /** The place, large. */
  readonly title: string;
  /** Date and hour, and the sender's name where it is wished. */
  readonly line: string;
  readonly wordmark: string;
  /** The city, small under the wordmark. */
  readonly city: string;
}

/** A postcard of `picture` (PICTURE in size). The page's fonts must be ready. */
export function paintCard(picture: CanvasImageSource, words: CardWords, font: string): HTMLCanvasElement {
  const card = document.createElement("canvas");
  card.width = CARD.width;
  card.height = CARD.height;
  const paint = card.getContext("2d");
  if (!paint) throw new Error("The browser gives no 2D canvas for the postcard.");
  paint.fillStyle = INK.paper;
  paint.fillRect(0, 0, CARD.width, CARD.height);
  paint.drawImage(picture, EDGE, EDGE, PICTURE.width, PICTURE.height);
  paint.strokeStyle = INK.line;
  paint.lineWidth = 2;
  paint.strokeRect(EDGE - 1, EDGE - 1, PICTURE.width + 2, PICTURE.height + 2);
  const foot = EDGE + PICTURE.height;
  const right = CARD.width - EDGE;
  paint.textBaseline = "alphabetic";
  paint.textAlign = "right";
  paint.fillStyle = INK.blue;
  paint.font = `700 62px ${font}`;
  paint.fillText(words.wordmark, right, foot + 92);
  const wide = Math.max(paint.measureText(words.wordmark).width, 90);
  paint.fillStyle = INK.soft;
  paint.font = `500 28px ${font}`;
  paint.fillText(words.city, right, foot + 142);
  paintMark(paint, right - wide - 100, foot + 34, 76);
  const room = right - wide - 140 - EDGE;
  paint.textAlign = "left";
  paint.fillStyle = INK.text;
  fit(paint, words.title, 700, 66, room, font);
  paint.fillText(words.title, EDGE, foot + 92);
  paint.fillStyle = INK.soft;
  fit(paint, words.line, 500, 32, room, font);
  paint.fillText(words.line, EDGE, foot + 144);
  return card;
}

function fit(
  paint: CanvasRenderingContext2D,
  text: string,
  weight: number,
  size: number,
  room: number,
  font: string,
) {
  paint.font = `${weight} ${size}px ${font}`;
  const wide = paint.measureText(text).width;
  if (wide > room) paint.font = `${weight} ${Math.floor((size * room) / wide)}px ${font}`;
}

/** The yard of web/icons/yard.svg: a roof over a lawn on which two people stand. */
function paintMark(paint: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  paint.save();
  paint.translate(x, y);
  paint.scale(size / 32, size / 32);
  paint.fillStyle = INK.blue;
  paint.beginPath();
  paint.roundRect(0, 0, 32, 32, 8);
  paint.fill();
  paint.strokeStyle = "#ffffff";
  paint.lineWidth = 2.6;
  paint.lineCap = paint.lineJoin = "round";
  paint.stroke(new Path2D("M6 22.5V11l10-5 10 5v11.5"));
  for (const [cx, cy, rx, ry, colour] of [
    [16, 21, 7, 4.2, "#7ec88e"],
    [13.6, 18.6, 1.9, 1.9, "#ffffff"],
    [18.6, 19.6, 1.9, 1.9, "#ffc95c"],
  ] as const) {
    paint.fillStyle = colour;
    paint.beginPath();
    paint.ellipse(cx, cy, rx, ry, 0, 0, 2 * Math.PI);
    paint.fill();
  }
  paint.restore();
}
