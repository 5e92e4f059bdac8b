/** Draws one board's text: a large title, the other language under it, and lines of text where there is room. */

export interface BoardText {
  readonly title: string;
  /** The title in the place's other language, smaller; may be empty. */
  readonly subtitle: string;
  readonly text: string;
  /** sRGB hex. */
  readonly ground: string;
}

export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Relative luminance of an sRGB hex colour (WCAG 2.2). */
export function luminance(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  const channel = (shift: number) => {
    const c = ((value >> shift) & 255) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
}

/** Black or white, whichever reads better on the ground. */
export function inkOn(ground: string): string {
  const l = luminance(ground);
  return 1.05 / (l + 0.05) >= (l + 0.05) / 0.05 ? "#ffffff" : "#15181c";
}

/** Breaks text into lines no wider than `width`, between words where there are any, at most `most` lines. */
export function wrap(text: string, width: number, most: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line) lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
}

export function drawBoard(pen: CanvasRenderingContext2D, frame: Frame, text: BoardText, font: string): void {
  const { x, y, width, height } = frame;
  const ink = inkOn(text.ground);
  pen.fillStyle = text.ground;
  pen.fillRect(x - 4, y - 4, width + 8, height + 8);
  pen.fillStyle = ink;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const wide = height < width * 0.45;
  if (wide) drawBanner(pen, frame, text, font);
  else drawPlaque(pen, frame, text, font);
}

/** A kiosk's fascia: title and subtitle side by side where they fit, else title alone in full height. */
function drawBanner(pen: CanvasRenderingContext2D, frame: Frame, text: BoardText, font: string): void {
  const { x, y, width, height } = frame;
  const room = width - height * 0.6;
  const size = height * (text.subtitle ? 0.5 : 0.62);
  pen.font = `700 ${size}px ${font}`;
  pen.fillText(text.title, x + width / 2, y + height * (text.subtitle ? 0.38 : 0.53), room);
  if (!text.subtitle) return;
  pen.font = `500 ${height * 0.23}px ${font}`;
  pen.globalAlpha = 0.92;
  pen.fillText(text.subtitle, x + width / 2, y + height * 0.78, room);
  pen.globalAlpha = 1;
}

/** A standing sign: title, rule, subtitle, then as many lines of its text as fit. */
function drawPlaque(pen: CanvasRenderingContext2D, frame: Frame, text: BoardText, font: string): void {
  const { x, y, width, height } = frame;
  const room = width * 0.86;
  const middle = x + width / 2;
  pen.font = `700 ${width * 0.105}px ${font}`;
  pen.fillText(text.title, middle, y + height * 0.15, room);
  pen.font = `500 ${width * 0.055}px ${font}`;
  pen.globalAlpha = 0.85;
  pen.fillText(text.subtitle, middle, y + height * 0.28, room);
  pen.globalAlpha = 1;
  pen.fillRect(x + width * 0.07, y + height * 0.35, room, Math.max(2, width * 0.005));
  const size = width * 0.058;
  pen.font = `500 ${size}px ${font}`;
  const most = Math.max(1, Math.floor((height * 0.58) / (size * 1.42)));
  const lines = wrap(text.text, room, most, (line) => pen.measureText(line).width);
  lines.forEach((line, n) => {
    pen.fillText(line, middle, y + height * 0.42 + size * (0.7 + n * 1.42), room);
  });
}
