"""What is on a stage, as one reader gets it: on the socket and by `GET /api/today/stage/<place>` alike."""

import json
from collections.abc import Mapping
from typing import Any

from madang.protocol.events import StageChanged

MESSAGE_BYTES = 2048


def told(change: StageChanged, lang: str) -> dict[str, Any]:
    """The fields of the message `stage` (docs/protocol.md) in one language; it travels in MESSAGE_BYTES.

    `session` None: nothing is on. Where all is as long as can be, the session's title is left empty.
    """
    if not change.session:
        return {"place": change.place, "n": change.n, "session": None, "at": change.at}
    fields: dict[str, Any] = {
        "place": change.place,
        "n": change.n,
        "session": change.session,
        "title": _in(change.title, lang),
        "slide": _slide(change, lang),
        "line": _line(change),
        "question": _question(change),
        "applause": change.applause,
        "waiting": change.waiting,
        "until": change.until,
        "at": change.at,
    }
    if len(json.dumps(fields, ensure_ascii=False).encode()) > MESSAGE_BYTES - len('{"type":"stage"}'):
        fields["title"] = ""
    return fields


def _slide(change: StageChanged, lang: str) -> dict[str, Any] | None:
    if change.slide == 0 or change.question:
        return None
    return {
        "n": change.slide,
        "of": change.slides,
        "title": _in(change.slide_title, lang),
        "text": _in(change.slide_text, lang),
        "picture": change.picture or None,
        "alt": _in(change.alt, lang),
    }


def _line(change: StageChanged) -> dict[str, Any] | None:
    if not change.line:
        return None
    return {"n": change.line_n, "text": change.line, "lang": change.line_lang, "by": change.line_by}


def _question(change: StageChanged) -> dict[str, Any] | None:
    if not change.question:
        return None
    return {"text": change.question, "by": change.question_by, "lang": change.question_lang}


def _in(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or next((text for text in texts.values() if text), "")
