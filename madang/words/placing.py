"""Where a listed word may stand to count: the rules that keep a word from appearing across honest words."""

import re
from typing import Literal

from madang.words import hangul
from madang.words.listing import Form
from madang.words.spelling import spelling
from madang.words.views import View

Gap = Literal["none", "sign", "stop", "space"]

_REACH = 8
_LETTERS_OF_A_PHRASE = 9
_DIGIT = re.compile("[0-9]")
_REPEATED = re.compile("(.)\\1+")
_SPACE = re.compile(r"\s")
_LAUGHTER = frozenset("ㅋㅎㅠㅜㅡ")
_LATIN_OR_HANGUL = re.compile("[a-zㄱ-ㅣ가-힣]")


def is_placed(form: Form, view: View, first: int, end: int) -> bool | None:
    """Whether the hit on letters first to end counts where it stands: None when not.

    When it counts, the answer tells whether spaces lie inside it that the word itself does not have.
    """
    if not (view.opens(first) and view.closes(end - 1)):
        return None
    gap = _widest_gap(form, view, first, end)
    places = {"keys": _typed_is_placed, "initials": _initials_are_placed, "latin": _latin_is_placed}
    return (gap == "space") if places[form.script](form, view, first, end, gap) else None


def _widest_gap(form: Form, view: View, first: int, end: int) -> Gap:
    """What stands between the letters of a hit: nothing, a noise sign, a sentence sign, or a space."""
    stops = spelling().sentence_signs
    widest: Gap = "none"
    for letter in range(first + 1, end):
        between = view.text[view.ends[letter - 1] : view.starts[letter]]
        if not between or view.starts[letter] == view.starts[letter - 1]:
            continue
        if letter - first in form.breaks and not between.strip():
            continue
        if _SPACE.search(between):
            return "space"
        if any(sign in stops for sign in between):
            widest = "stop"
        elif widest == "none":
            widest = "sign"
    return widest


def _typed_is_placed(form: Form, view: View, first: int, end: int, gap: Gap) -> bool:
    text, start, stop = view.text, view.starts[first], view.ends[end - 1]
    where = form.where
    if where == "whole":
        return _is_alone(text, start, stop)
    if where == "disguised" and not _is_disguised(text[start:stop], gap):
        return False
    apart = gap in {"space", "stop"} or where == "disguised"
    numbered = gap == "sign" and _DIGIT.search(text, start, stop) is not None
    if (apart or numbered) and not _ends(text, stop, apart=True):
        return False
    if (apart or where != "anywhere") and not _begins(text, start):
        return False
    return apart or where != "word" or _ends(text, stop, apart=False)


def _is_disguised(written: str, gap: Gap) -> bool:
    """Whether a word that is honest when written plainly (보지, 자지) was broken up on purpose."""
    return gap in {"sign", "stop"} or (gap == "none" and any("ㄱ" <= c <= "ㅣ" for c in written))


def _begins(text: str, start: int) -> bool:
    """Whether a word begins at `start`: nothing stands before it but a short exclamation."""
    before = text[max(0, start - _REACH) : start]
    if not before or not hangul.is_syllable(before[-1]):
        split = bool(before) and "ㄱ" <= before[-1] <= "ㅣ" and not hangul.is_syllable(text[start])
        return not split or before[-1] in _LAUGHTER
    return bool(spelling().head.search(before))


def _ends(text: str, stop: int, apart: bool) -> bool:
    """Whether a word ends at `stop`, but for a particle or, written `apart`, what follows an insult."""
    if stop == len(text):
        return True
    if not hangul.is_syllable(text[stop]):
        split = "ㄱ" <= text[stop] <= "ㅣ" and not hangul.is_syllable(text[stop - 1])
        return not split or text[stop] in _LAUGHTER
    rules = spelling()
    return bool((rules.closing if apart else rules.particle).match(text, stop))


def _is_alone(text: str, start: int, stop: int) -> bool:
    around = text[:start] + text[stop:]
    return not any(c not in _LAUGHTER for c in _LATIN_OR_HANGUL.findall(around))


def _initials_are_placed(form: Form, view: View, first: int, end: int, gap: Gap) -> bool:
    text, start, stop = view.text, view.starts[first], view.ends[end - 1]
    if form.where == "whole":
        return _is_alone(text, start, stop)
    before, after = _beside(text, start, stop, gap)
    if _stands_in_a_row(before, text[start]) or _stands_in_a_row(after, text[stop - 1]):
        return False
    if not any(hangul.is_syllable(c) for c in form.letters):
        return True
    if not _begins(text, start) and form.where != "anywhere" and hangul.is_syllable(text[start]):
        return False
    if gap == "none" and hangul.is_syllable(text[start]):
        return True
    return _ends(text, stop, apart=True) or (gap == "none" and _ends(text, stop, apart=False))


def _beside(text: str, start: int, stop: int, gap: Gap) -> tuple[str, str]:
    """The characters before and after a hit, over the same kind of gap as the hit has inside."""
    before, after = text[max(0, start - _REACH) : start], text[stop : stop + _REACH]
    if gap != "none":
        before, after = before.rstrip(" .,/·-_"), after.lstrip(" .,/·-_")
    return before[-1:], after[:1]


def _stands_in_a_row(beside: str, edge: str) -> bool:
    """Whether a lone jamo has another beside it, as in ㄱㄴㄷ, a riddle of initials, or 오ㅗㅗ."""
    if not beside or hangul.is_syllable(edge):
        return False
    if hangul.is_vowel(edge):
        return hangul.is_syllable(beside) or ("ㄱ" <= beside <= "ㅣ" and beside not in "ㅋㅎ")
    return "ㄱ" <= beside <= "ㅣ" and beside not in _LAUGHTER


def _latin_is_placed(form: Form, view: View, first: int, end: int, gap: Gap) -> bool:
    if not all(_is_stretched(view.runs[first + at], run, form) for at, run in enumerate(form.runs)):
        return False
    text, start, stop = view.text, view.starts[first], view.ends[end - 1]
    if not (_imitates(view, start, stop, gap, form) if view.leet else _is_exact(form, view, first)):
        return False
    if form.where == "whole":
        return _is_alone(text, start, stop)
    begins = start == 0 or not _is_latin_letter(text[start - 1])
    ends = stop == len(text) or not _is_latin_letter(text[stop])
    if gap == "none":
        return form.where == "anywhere" or (begins and (form.where == "start" or ends))
    if form.where != "anywhere":
        return begins and ends and gap == "sign"
    return begins and ends and (gap != "space" or len(form.letters) >= 4)


def _is_stretched(run: int, listed: int, form: Form) -> bool:
    """Whether a letter stands as often as listed or was drawn out; mood is no drawn-out mod."""
    return run == listed or run > max(listed, 2) or (run > listed and len(form.letters) >= 4)


def _imitates(view: View, start: int, stop: int, gap: Gap, form: Form) -> bool:
    """Whether digits and signs stand for letters here (a$$, sh1t), not for themselves (4$s)."""
    written = view.text[start:stop]
    letters = sum(c.isalpha() for c in written)
    return gap == "none" and len(form.letters) > 1 and (letters > 1 or not any(c.isdigit() for c in written))


def _is_exact(form: Form, view: View, first: int) -> bool:
    """Whether l and i stand as in the form, and a short phrase is written apart: go die, not goodie."""
    for at, run in enumerate(form.exact, first):
        if _REPEATED.sub("\\1", view.text[view.starts[at] : view.ends[at]]) != run:
            return False
    if not form.breaks or len(form.letters) >= _LETTERS_OF_A_PHRASE:
        return True
    return any(view.ends[first + at - 1] < view.starts[first + at] for at in form.breaks)


def _is_latin_letter(character: str) -> bool:
    return character.isalpha() and not ("ㄱ" <= character <= "힣")
