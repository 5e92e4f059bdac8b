/** Draws a wall of notices: a heading with the day, then the notices, newest first, as large as they fit. */
import { wrap } from "./board_text";

export interface NoticePage {
  readonly heading: string;
  readonly day: string;
  readonly notices: readonly { readonly title: string; readonly text: string }[];
  /** Said where there is no notice. */
  readonly none: string;
}

const GROUND = ["#0e2030", "#17384c"] as const;
const INK = "#f6f3ea";
const SOFT = "#c9d6dc";
const ACCENT = "#e0b564";
const SHOWN = 3;

export function drawNotices(
  pen: CanvasRenderingContext2D,
  width: number,
  height: number,
  page: NoticePage,
  font: string,
): void {
  const ground = pen.createLinearGradient(0, 0, width, height);
  ground.addColorStop(0, GROUND[0]);
  ground.addColorStop(1, GROUND[1]);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  const edge = width * 0.04;
  pen.textBaseline = "middle";
  drawHeading(pen, edge, width, height, page, font);
  const top = height * 0.27;
  if (page.notices.length === 0) {
    pen.fillStyle = SOFT;
    pen.textAlign = "center";
    pen.font = `500 ${height * 0.085}px ${font}`;
    pen.fillText(page.none, width / 2, (top + height) / 2, width - edge * 2);
    return;
  }
  const shown = page.notices.slice(0, SHOWN);
  const room = (height * 0.95 - top) / shown.length;
  shown.forEach((notice, n) => {
    drawNotice(pen, { x: edge, y: top + n * room, width: width - edge * 2, height: room }, notice, font);
  });
}

function drawHeading(
  pen: CanvasRenderingContext2D,
  edge: number,
  width: number,
  height: number,
  page: NoticePage,
  font: string,
): void {
  const middle = height * 0.13;
  pen.textAlign = "left";
  pen.fillStyle = INK;
  pen.font = `700 ${height * 0.115}px ${font}`;
  pen.fillText(page.heading, edge, middle, width * 0.55);
  pen.textAlign = "right";
  pen.fillStyle = ACCENT;
  pen.font = `600 ${height * 0.07}px ${font}`;
  pen.fillText(page.day, width - edge, middle, width * 0.38);
  pen.fillRect(edge, height * 0.225, width - edge * 2, height * 0.008);
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawNotice(
  pen: CanvasRenderingContext2D,
  { x, y, width, height }: Area,
  notice: { readonly title: string; readonly text: string },
  font: string,
): void {
  const size = Math.min(height * 0.24, width * 0.042);
  const indent = size * 0.9;
  pen.fillStyle = ACCENT;
  pen.beginPath();
  pen.arc(x + size * 0.28, y + size * 0.95, size * 0.24, 0, 2 * Math.PI);
  pen.fill();
  pen.textAlign = "left";
  let line = y + size * 0.95;
  if (notice.title) {
    pen.fillStyle = INK;
    pen.font = `700 ${size}px ${font}`;
    pen.fillText(notice.title, x + indent, line, width - indent);
    line += size * 1.3;
  }
  pen.fillStyle = notice.title ? SOFT : INK;
  pen.font = `500 ${size * 0.86}px ${font}`;
  const most = Math.max(1, Math.floor((y + height - line + size * 0.5) / (size * 1.15)));
  for (const text of wrap(notice.text, width - indent, most, (words) => pen.measureText(words).width)) {
    pen.fillText(text, x + indent, line, width - indent);
    line += size * 1.15;
  }
}
