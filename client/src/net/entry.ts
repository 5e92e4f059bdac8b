/** What came of asking to be let in, in the words a view needs. */

import type { Loss } from "./retry";
import type { FieldError, TicketAnswer } from "./ticket";

/** Inside, or why not. `text` is the web's or the world's own word and may be empty. */
export type Entry =
  | { kind: "inside" }
  | { kind: "fields"; errors: FieldError[] }
  | { kind: "refused"; code: Refused; text: string; removal?: Removal };

/** Staff keep the person out: until when (ISO 8601, may be empty), and the number that opens the page for appeals. */
export interface Removal {
  until: string;
  number: string;
}

export type Refused = "too_many" | "busy" | "offline" | "full" | Ending;

/** Why a stay has come to its end. */
export type Ending = "removed" | "protocol" | "elsewhere" | "barred";

export type SessionState =
  | { phase: "outside" }
  | { phase: "entering" }
  | { phase: "inside" }
  /** Lost the line and coming back by itself; `attempt` counts from 1. */
  | { phase: "returning"; why: Loss | "offline"; attempt: number }
  /** Over: nothing more happens until `enter` is called again. */
  | { phase: "ended"; why: Ending | "fields"; text: string; errors: FieldError[]; removal?: Removal };

/** What came of a ticket request that gave no ticket. */
export function entryOf(answer: Exclude<TicketAnswer, { kind: "ticket" }>): Entry {
  if (answer.kind === "fields") return { kind: "fields", errors: answer.errors };
  if (answer.kind === "barred")
    return { kind: "refused", code: "barred", text: answer.text, removal: answer.removal };
  return { kind: "refused", code: answer.code, text: "" };
}
