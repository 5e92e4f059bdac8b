"""Everybody in a place as arrays, one row an id: what the hot paths read and write without objects a
person.
"""

import numpy as np
import numpy.typing as npt

from madang.protocol.frames import PERSON, PERSON_BYTES, ROLL, RUN, WALK

ROWS = 65536
"""One row for every possible id; rows never touched take no memory."""

Ids = npt.NDArray[np.int64]

LONG_AGO = -(2**30)
FIRST_REACH_M = 2.0
"""How far one may move at once after entering, until delay_s has been earned."""


class Crowd:
    """The people of one place.

    person: what others are told of each (PERSON; x, y, z in cm), entry: the same as (ROWS, 10) bytes. here:
    has an avatar. sees: wants CROWD and can be written to. changed: the half tick of the last change.
    heard_s, moved_s: when each last sent anything, and a move (monotonic seconds). reach_m, reach_s: how
    far each may still move at once, and when that was reckoned.
    """

    def __init__(self) -> None:
        self.person = np.zeros(ROWS, PERSON)
        self.entry = self.person.view(np.uint8).reshape(ROWS, PERSON_BYTES)
        self.here = np.zeros(ROWS, bool)
        self.sees = np.zeros(ROWS, bool)
        self.changed = np.full(ROWS, LONG_AGO, np.int64)
        self.heard_s = np.zeros(ROWS)
        self.moved_s = np.zeros(ROWS)
        self.reach_m = np.zeros(ROWS)
        self.reach_s = np.zeros(ROWS)
        self.count = 0
        self._top = 0

    def add(
        self,
        number: int,
        spot: tuple[int, int, int, int],
        now: float,
        half: int,
        reach_m: float = FIRST_REACH_M,
    ) -> None:
        """Put a person at (x, y, z, yaw), standing; one who is here already is moved there."""
        x, y, z, yaw = spot
        self.count += not self.here[number]
        self.person[number] = (number, x, y, z, yaw, 0)
        self.here[number] = True
        self.sees[number] = True
        self.changed[number] = half
        self.heard_s[number] = self.moved_s[number] = self.reach_s[number] = now
        self.reach_m[number] = reach_m
        self._top = max(self._top, number + 1)

    def remove(self, number: int) -> None:
        """Take a person out."""
        self.here[number] = False
        self.sees[number] = False
        self.count -= 1

    def ids(self) -> Ids:
        """Everybody here, ascending."""
        return np.flatnonzero(self.here[: self._top])

    def spot(self, number: int) -> tuple[int, int, int, int]:
        """Where somebody stands: x, y, z in cm and yaw."""
        _, x, y, z, yaw, _ = self.person[number].item()
        return x, y, z, yaw

    def stop_silent_walkers(self, now: float, silence_s: float, half: int) -> None:
        """Show those standing who walk but have not been heard of for a while."""
        ids = self.ids()
        walking = is_moving(self.person["gait"][ids])
        silent = ids[walking & (now - self.moved_s[ids] > silence_s)]
        self.person["gait"][silent] = 0
        self.changed[silent] = half

    def silent_since(self, before_s: float) -> list[int]:
        """Who has sent nothing since `before_s`."""
        ids = self.ids()
        return [int(number) for number in ids[self.heard_s[ids] < before_s]]


def is_moving(gait: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which gaits carry a person along."""
    moving: npt.NDArray[np.bool_] = (gait == WALK) | (gait == RUN) | (gait == ROLL)
    return moving
