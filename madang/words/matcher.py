"""The matcher: which listed words stand in a text, and which of them are honest speech after all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from madang.words import hangul
from madang.words.automaton import Automaton
from madang.words.fold import Folded
from madang.words.listing import Form, Script, Word, check_exceptions, list_files, read_words, spell_out
from madang.words.placing import is_placed
from madang.words.spelling import spelling
from madang.words.views import (
    SCATTERED,
    View,
    gathered_view,
    initials_view,
    latin_view,
    leet_view,
    stretched_view,
    typed_view,
    undisguised_view,
)

_LONE = re.compile("[ㄱ-ㅆㅈ-ㅊㅌㅍㅗ🖕凸]")
_STRETCHED_KEYS = re.compile("([koiOjpuPhynbml])d\\1")
_STRETCHED_JAMO = re.compile("[가-힣ㄱ-ㅣ][ㄱ-ㅣ]+[가-힣]|[ㄱ-ㅎ][ㅏ-ㅣ]{2}|[ㅏ-ㅣ][ㄱ-ㅎ]")
_WRITTEN_APART = re.compile(r"(?<!\S)(?:\S\s)+\S(?!\S)")
_REPEATED_LATIN = re.compile("([a-z])\\1+")
_LATIN = re.compile("[a-z]")
_NOT_LATIN = re.compile("[^a-z]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed word in a folded text, at the folded characters start to end (end not included)."""

    word: Word
    start: int
    end: int


class WordList:
    """The compiled list. It holds no state of a conversation and may be shared by threads."""

    def __init__(self, words: Iterable[Word]) -> None:
        forms = spell_out(tuple(words))
        self._forms: dict[Script, list[Form]] = {"keys": [], "initials": [], "latin": []}
        for form in forms:
            self._forms[form.script].append(form)
        self._automata = {script: Automaton(f.letters for f in of) for script, of in self._forms.items()}
        self._key_table = hangul.KeyTable()
        self._passes = {
            passes: re.compile("|".join(passes)) for passes in {form.word.passes for form in forms}
        }

    def __len__(self) -> int:
        """How many spellings are compared."""
        return sum(len(forms) for forms in self._forms.values())

    def hits(self, folded: Folded) -> list[Hit]:
        """The listed words in a folded text that no exception excuses, in the order found."""
        found: list[Hit] = []
        for script, view in self._suspects(folded.text):
            scanned = self._automata[script].scan(view.letters)
            passed: dict[tuple[tuple[str, ...], bool], list[tuple[int, int]]] = {}
            for start, number in scanned:
                form = self._forms[script][number]
                end = start + len(form.letters)
                gap = is_placed(form, view, start, end)
                if gap is None:
                    continue
                span = view.starts[start], view.ends[end - 1]
                if not self._is_excused(form.word, view, span[0], gap, passed):
                    found.append(Hit(form.word, *view.folded_span(*span)))
        return found

    def _suspects(self, text: str) -> Iterator[tuple[Script, View]]:
        """The views in which the scan finds a listed word; making a view is the slow part, so scan first."""
        typed = text.translate(self._key_table)
        if typed:
            yield from self._typed_suspects(text, typed)
        if _LONE.search(text):
            yield "initials", initials_view(text)
        if _LATIN.search(text):
            yield from self._latin_suspects(text)

    def _typed_suspects(self, text: str, typed: str) -> Iterator[tuple[Script, View]]:
        if self._automata["keys"].scan(typed):
            yield "keys", typed_view(text)
        if _STRETCHED_KEYS.search(typed) or _STRETCHED_JAMO.search(text):
            yield "keys", stretched_view(text)
        if spelling().disguise.search(text):
            view = undisguised_view(text)
            yield "keys", view
            if _LONE.search(view.text):
                yield "initials", replace(initials_view(view.text), origin=view.origin)

    def _latin_suspects(self, text: str) -> Iterator[tuple[Script, View]]:
        scan = self._automata["latin"].scan
        if scan(_latin_letters(text)):
            yield "latin", latin_view(text)
        if SCATTERED.search(text):
            yield "latin", gathered_view(text)
        rules = spelling()
        if rules.leet_word.search(text) and scan(_latin_letters(text.translate(rules.leet))):
            yield "latin", leet_view(text)

    def _is_excused(
        self,
        word: Word,
        view: View,
        start: int,
        gap: bool,
        passed: dict[tuple[tuple[str, ...], bool], list[tuple[int, int]]],
    ) -> bool:
        """Whether a hit begins inside an exception of its word; letters written apart are read joined too."""
        if not word.passes:
            return False
        for squeezed in (False, True) if gap else (False,):
            key = (word.passes, squeezed)
            if key not in passed:
                passed[key] = self._passed_spans(word.passes, view.text, squeezed)
            if any(first <= start < last for first, last in passed[key]):
                return True
        return False

    def _passed_spans(self, passes: tuple[str, ...], text: str, squeezed: bool) -> list[tuple[int, int]]:
        pattern = self._passes[passes]
        if not squeezed:
            return [found.span() for found in pattern.finditer(text)]
        return [
            (apart.start() + 2 * found.start(), apart.start() + 2 * found.end())
            for apart in _WRITTEN_APART.finditer(text)
            for found in pattern.finditer(apart.group()[::2])
        ]


def _latin_letters(text: str) -> str:
    """What `latin_view` compares of a folded text, in fewer steps."""
    return _NOT_LATIN.sub("", _REPEATED_LATIN.sub("\\1", text.replace("l", "i")))


def load_words(more: Sequence[Path] = (), for_names: bool = False) -> WordList:
    """The list of this package with the TOML files `more`; raises ListError for a file it cannot read.

    `for_names` takes the words that only a name is refused for, such as the city's offices, and nothing else.
    """
    added = [word for path in more for word in read_words(path)]
    check_exceptions(added)
    words = [*(word for path in list_files() for word in read_words(path)), *added]
    return WordList(word for word in words if word.names_only == for_names)


@cache
def words_of_talk() -> WordList:
    """The list that talk and names are checked with, compiled once a process."""
    return load_words()


@cache
def words_of_names() -> WordList:
    """The further list that names are checked with, compiled once a process."""
    return load_words(for_names=True)
