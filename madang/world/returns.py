"""Who has just left, from where: coming back is no way to be somewhere else at once."""

from typing import NamedTuple


class LastSpot(NamedTuple):
    """Where somebody was last: x, y, z in cm and yaw; how far (m) they could still go at `at_s`."""

    spot: tuple[int, int, int, int]
    reach_m: float
    at_s: float


class Returns:
    """The last spots of those who left a place, by `sid`, for a while; time is monotonic seconds."""

    def __init__(self, keep_s: float, most: int) -> None:
        self._keep_s = keep_s
        self._most = most
        self._left: dict[str, tuple[float, LastSpot]] = {}

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._left)

    def left(self, sid: str, last: LastSpot, now: float) -> None:
        """Remember somebody who leaves now; beyond the most, who left longest ago is forgotten."""
        self._left.pop(sid, None)
        self._left[sid] = now, last
        if len(self._left) > self._most:
            del self._left[next(iter(self._left))]

    def came(self, sid: str, now: float) -> LastSpot | None:
        """Where somebody who enters was last, if they left a short while ago; forgotten with that."""
        left_s, last = self._left.pop(sid, (0.0, None))
        return last if now - left_s <= self._keep_s else None

    def forget_old(self, now: float) -> None:
        """Forget who left long ago."""
        while self._left:
            sid, (left_s, _) = next(iter(self._left.items()))
            if now - left_s <= self._keep_s:
                return
            del self._left[sid]
