/** What is on the stage of a place, as the world tells it and the web answers it (docs/protocol.md 6.1). */

export interface StageSlide {
  readonly n: number;
  readonly of: number;
  readonly title: string;
  readonly text: string;
  readonly picture: string | null;
  readonly alt: string;
}

export interface StageNow {
  readonly place: string;
  readonly n: number;
  /** Null: nothing is on. */
  readonly session: string | null;
  readonly title: string;
  readonly slide: StageSlide | null;
  readonly line: {
    readonly n: number;
    readonly text: string;
    readonly lang: string;
    readonly by: string;
  } | null;
  readonly question: { readonly text: string; readonly by: string; readonly lang: string } | null;
  readonly applause: number;
  readonly waiting: number;
  readonly at: string;
}

type Fields = Record<string, unknown>;

/** What stands in the fields of a message or an answer, or null where they are no such thing. */
export function readStage(f: Fields): StageNow | null {
  if (!isNumber(f.n) || typeof f.place !== "string") return null;
  return {
    place: f.place,
    n: f.n,
    session: typeof f.session === "string" ? f.session : null,
    title: textOf(f.title),
    slide: isFields(f.slide) ? readSlide(f.slide) : null,
    line: isFields(f.line) ? { n: numberOf(f.line.n), ...readWords(f.line) } : null,
    question: isFields(f.question) ? readWords(f.question) : null,
    applause: numberOf(f.applause),
    waiting: numberOf(f.waiting),
    at: textOf(f.at),
  };
}

function readSlide(f: Fields): StageSlide {
  const { n, of, title, text, picture, alt } = f;
  return {
    n: numberOf(n),
    of: numberOf(of),
    title: textOf(title),
    text: textOf(text),
    picture: typeof picture === "string" && picture.startsWith("/") ? picture : null,
    alt: textOf(alt),
  };
}

function readWords(f: Fields): { text: string; by: string; lang: string } {
  return { text: textOf(f.text), by: textOf(f.by), lang: textOf(f.lang) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function numberOf(value: unknown): number {
  return isNumber(value) ? value : 0;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
