/** `POST /api/world/ticket`: what lets a person into the world, or the reason why not. */

import type { Removal } from "./entry";

export interface FieldError {
  field: string;
  code: string;
  text: string;
}

export interface Ticket {
  ticket: string;
  pass: string;
  /** WebSocket URL of the world. */
  url: string;
}

export type TicketAnswer =
  | { kind: "ticket"; ticket: Ticket }
  /** 422: the person can correct these fields. */
  | { kind: "fields"; errors: FieldError[] }
  /** 403: may not enter; `text` says until when and why. */
  | { kind: "barred"; text: string; removal: Removal }
  /** 429, 503, other failures or no network: worth trying again after `retry_s`. */
  | { kind: "later"; code: "too_many" | "busy" | "offline"; retry_s: number };

export interface TicketRequest {
  /** Empty for a session without an avatar: events only. */
  place: string;
  name: string;
  look: string;
}

const RETRY_S = 2;

/** Asks the web for a ticket in the language `lang`. Never throws: no network is an answer too. */
export async function requestTicket(
  fetcher: typeof fetch,
  url: string,
  request: TicketRequest,
  lang: string,
): Promise<TicketAnswer> {
  let response: Response;
  try {
    response = await fetcher(url, {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "Accept-Language": lang,
        ...csrfHeader(),
      },
      body: JSON.stringify(request),
    });
  } catch {
    return { kind: "later", code: "offline", retry_s: RETRY_S };
  }
  return readAnswer(response);
}

async function readAnswer(response: Response): Promise<TicketAnswer> {
  const body: unknown = await response.json().catch(() => null);
  if (response.status === 201 || response.status === 200) {
    const ticket = readTicket(body);
    return ticket ? { kind: "ticket", ticket } : { kind: "later", code: "busy", retry_s: RETRY_S };
  }
  if (response.status === 422) return { kind: "fields", errors: readErrors(body) };
  if (response.status === 403) {
    return { kind: "barred", text: readErrors(body)[0]?.text ?? "", removal: readRemoval(body) };
  }
  const code = response.status === 429 ? "too_many" : "busy";
  return { kind: "later", code, retry_s: retryAfter(response) };
}

function readTicket(body: unknown): Ticket | null {
  const { ticket, pass, url } = (body ?? {}) as Record<string, unknown>;
  const complete = typeof ticket === "string" && typeof pass === "string" && typeof url === "string";
  return complete ? { ticket, pass, url } : null;
}

function readErrors(body: unknown): FieldError[] {
  const detail = (body as { detail?: unknown } | null)?.detail;
  if (typeof detail === "string") return [{ field: "", code: "", text: detail }];
  if (!Array.isArray(detail)) return [];
  return detail.map((error: Partial<FieldError>) => ({
    field: String(error.field ?? ""),
    code: String(error.code ?? ""),
    text: String(error.text ?? ""),
  }));
}

function readRemoval(body: unknown): Removal {
  const detail = (body as { detail?: unknown } | null)?.detail;
  const { until, number } = (Array.isArray(detail) ? (detail[0] ?? {}) : {}) as Record<string, unknown>;
  return {
    until: typeof until === "string" ? until : "",
    number: typeof number === "string" ? number : "",
  };
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) : RETRY_S;
}

/** With a session cookie Django wants its CSRF token back; guests have none and need none. */
export function csrfHeader(): Record<string, string> {
  if (typeof document === "undefined") return {};
  const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  return token ? { "X-CSRFToken": token } : {};
}
