"""How often something may happen: a token bucket that needs one number a person."""


class Rate:
    """`per_s` times a second in the long run, `burst` at once. Time is passed in (monotonic seconds)."""

    __slots__ = ("_due", "_spacing_s", "_window_s")

    def __init__(self, per_s: float, burst: float) -> None:
        self._spacing_s = 1.0 / per_s
        self._window_s = (burst - 1.0) / per_s
        self._due = 0.0

    def allows(self, now: float, count: int = 1) -> bool:
        """Whether it may happen (`count` times) at `now`; if so, it is counted."""
        due = max(self._due, now)
        after = due + (count - 1) * self._spacing_s
        if after - now > self._window_s + 1e-9:
            return False
        self._due = after + self._spacing_s
        return True
