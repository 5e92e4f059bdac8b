"""All listed words found in one pass over the letters (Aho and Corasick, 1975), in plain Python."""

from collections.abc import Iterable, Iterator

_DEPTH = 6
_LEAF: dict[str, int] = {}


class Automaton:
    """A compiled set of words; it does not change after it was built.

    The states hold the first letters of the words only, which is most of what a scan needs and a fraction
    of the memory; what follows is compared in place. Each state keeps its own edges and one fallback: the
    state of the longest proper suffix that some word begins with.
    """

    __slots__ = ("_edges", "_endings", "_fallback", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._edges: list[dict[str, int]] = [{}]
        self._fallback: list[int] = [0]
        endings: dict[int, list[int]] = {}
        for number, word in enumerate(self._words):
            if not word:
                raise ValueError(f"Word {number} of the list is empty. Give every word at least one letter.")
            endings.setdefault(self._state(word[:_DEPTH]), []).append(number)
        self._endings: list[tuple[int, ...]] = [tuple(endings.get(s, ())) for s in range(len(self._edges))]
        self._link()

    def _state(self, letters: str) -> int:
        """The state that `letters` lead to from the root, made where it is missing."""
        state = 0
        for letter in letters:
            following = self._edges[state].get(letter)
            if following is None:
                following = len(self._edges)
                if self._edges[state] is _LEAF:
                    self._edges[state] = {}
                self._edges[state][letter] = following
                self._edges.append(_LEAF)
                self._fallback.append(0)
            state = following
        return state

    def _link(self) -> None:
        children = list(self._edges[0].values())
        queue = list(children)
        for state in queue:
            for letter, following in self._edges[state].items():
                queue.append(following)
                suffix = self._fallback[state]
                while suffix and letter not in self._edges[suffix]:
                    suffix = self._fallback[suffix]
                suffix = self._edges[suffix].get(letter, 0)
                self._fallback[following] = suffix
                self._endings[following] += self._endings[suffix]
        for state in children:
            self._edges[state] = {**self._edges[0], **self._edges[state]}

    def __len__(self) -> int:
        return len(self._edges)

    def scan(self, letters: str) -> list[tuple[int, int]]:
        """Every listed word in `letters` as (start, number of the word)."""
        edges, fallback, endings = self._edges, self._fallback, self._endings
        found: list[tuple[int, int]] = []
        state = 0
        for at, letter in enumerate(letters, 1):
            following = edges[state].get(letter)
            while following is None and state:
                state = fallback[state]
                following = edges[state].get(letter)
            state = following or 0
            if endings[state]:
                found.extend(self._complete(letters, at, endings[state]))
        return found

    def _complete(self, letters: str, at: int, numbers: tuple[int, ...]) -> Iterator[tuple[int, int]]:
        """The words among `numbers` whose first letters end at `at` and whose other letters follow there."""
        for number in numbers:
            word = self._words[number]
            start = at - min(len(word), _DEPTH)
            if letters.startswith(word, start):
                yield start, number
