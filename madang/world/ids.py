"""The numbers by which people in a place are named on the wire."""

from collections import deque


class IdPool:
    """Hands out ids from a block (by default all of 1..65535); one that was given back rests before it is
    reused.

    Time is passed in (monotonic seconds).
    """

    def __init__(self, rest_s: float, first: int = 1, last: int = 65535) -> None:
        self._rest_s = rest_s
        self._fresh = first
        self._last = last
        self._resting: deque[tuple[float, int]] = deque()

    def take(self, now: float) -> int | None:
        """An id that nobody has, or None when all are in use or resting."""
        if self._resting and now - self._resting[0][0] >= self._rest_s:
            return self._resting.popleft()[1]
        if self._fresh > self._last:
            return None
        self._fresh += 1
        return self._fresh - 1

    def give_back(self, number: int, now: float) -> None:
        """Let an id rest."""
        self._resting.append((now, number))
