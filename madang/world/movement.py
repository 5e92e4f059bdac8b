"""Whether people may move as they say: bounds, walls and speed, for all moves of a half tick together."""

import numpy as np
import numpy.typing as npt

from madang.protocol.frames import FIRST_GESTURE, MOVE_IN, ROLL
from madang.world.crowd import Crowd, Ids, is_moving
from madang.world.ground import Ground
from madang.world.groups import place_in_group
from madang.world.limits import Limits
from madang.world.returns import LastSpot

SLACK_M = 0.05
"""Rounding to whole centimetres at both ends of a step."""
TOLERATED_SPEED = 1.1
"""Clocks and extrapolation differ a little."""

_KNOWN_GAIT = np.arange(256, dtype=np.uint8)
_KNOWN_GAIT[ROLL + 1 : FIRST_GESTURE] = 0


class Movement:
    """The rules of movement in a place, and the moves that wait to be looked at."""

    def __init__(self, ground: Ground, limits: Limits) -> None:
        self._ground = ground
        self._run_m_s = limits.run_m_s * TOLERATED_SPEED
        self._farthest_m = limits.run_m_s * limits.delay_s
        self._height_cm = int(limits.height_m * 100)
        self._ids: list[int] = []
        self._moves = bytearray()

    def stand_on(self, ground: Ground) -> None:
        """Look at moves by another ground from now on: the place has a new revision."""
        self._ground = ground

    def came(self, number: int, move: bytes) -> None:
        """Lay down a MOVE (16 bytes, kind checked) of somebody, to be looked at with all others."""
        self._ids.append(number)
        self._moves += move

    def reach_m(self, last: LastSpot, now: float) -> float:
        """How far from their last spot somebody can have come meanwhile, however long that was."""
        return last.reach_m + self._run_m_s * (now - last.at_s)

    def forget(self, number: int) -> None:
        """Drop what somebody has laid down."""
        size = MOVE_IN.itemsize
        kept = [index for index, one in enumerate(self._ids) if one != number]
        if len(kept) < len(self._ids):
            self._moves = bytearray().join(self._moves[index * size : (index + 1) * size] for index in kept)
            self._ids = [self._ids[index] for index in kept]

    def settle(self, crowd: Crowd, now: float, half: int) -> Ids:
        """Take or refuse all moves that came, each person's in order; answers whose was refused.

        Whoever was refused stands where they stood. `now` is monotonic seconds, `half` the half tick in
        which the others are told.
        """
        ids = np.array(self._ids, np.int64)
        moves = np.frombuffer(bytes(self._moves), MOVE_IN)
        self._ids, self._moves = [], bytearray()
        if not len(ids):
            return ids
        here = crowd.here[ids]
        ids, moves = ids[here], moves[here]
        order = np.argsort(ids, kind="stable")
        turn = np.empty(len(ids), np.int64)
        turn[order] = place_in_group(ids[order], np.arange(len(ids)))
        refused: list[Ids] = [ids[:0]]
        for number in range(int(turn.max(initial=-1)) + 1):
            mine = turn == number
            refused.append(self._settle_one_each(crowd, ids[mine], moves[mine], now, half))
        crowd.heard_s[ids] = crowd.moved_s[ids] = now
        return np.unique(np.concatenate(refused))

    def _settle_one_each(
        self, crowd: Crowd, ids: Ids, moves: npt.NDArray[np.void], now: float, half: int
    ) -> Ids:
        """Take or refuse one move of each of `ids`."""
        person = crowd.person[ids]
        from_x, from_z = person["x"].astype(np.int32), person["z"].astype(np.int32)
        to_x, to_z = moves["x"].astype(np.int32), moves["z"].astype(np.int32)
        way_m = np.hypot(to_x - from_x, to_z - from_z) / 100
        earned_m = self._run_m_s * (now - crowd.reach_s[ids])
        reach_m = np.minimum(self._farthest_m, crowd.reach_m[ids] + earned_m)
        side_cm = self._ground.side_cm
        fine = (to_x < side_cm) & (to_z < side_cm) & (moves["y"] <= self._height_cm)
        fine &= way_m <= reach_m + SLACK_M
        walks = np.flatnonzero(fine & (way_m > 0))
        if len(walks):
            fine[walks] = self._ground.clear(from_x[walks], from_z[walks], to_x[walks], to_z[walks])
        crowd.reach_m[ids] = np.maximum(0.0, reach_m - np.where(fine, way_m, 0.0))
        crowd.reach_s[ids] = now
        after = person.copy()
        for name in ("x", "y", "z", "yaw"):
            after[name] = np.where(fine, moves[name], person[name])
        after["gait"] = np.where(fine, _KNOWN_GAIT[moves["gait"]], 0)
        crowd.changed[ids[(after != person) | is_moving(after["gait"])]] = half
        crowd.person[ids] = after
        return ids[~fine]
