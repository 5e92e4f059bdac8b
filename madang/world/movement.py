"""Whether people may move as they say: bounds, walls and speed, for all who moved at once."""

import numpy as np

from madang.protocol.frames import FIRST_GESTURE, ROLL
from madang.world.crowd import Crowd, Ids, is_moving
from madang.world.ground import Ground
from madang.world.limits import Limits

SLACK_M = 0.05
"""Rounding to whole centimetres at both ends of a step."""

_KNOWN_GAIT = np.arange(256, dtype=np.uint8)
_KNOWN_GAIT[ROLL + 1 : FIRST_GESTURE] = 0


class Movement:
    """The rules of movement in a place."""

    def __init__(self, ground: Ground, limits: Limits) -> None:
        self.ground = ground
        self._run_m_s = limits.run_m_s * 1.1
        self._farthest_m = limits.run_m_s * limits.delay_s
        self._height_cm = int(limits.height_m * 100)

    def settle(self, crowd: Crowd, ids: Ids, now: float, half: int) -> Ids:
        """Take or refuse the waiting moves of `ids`; answers whose was refused: they stand where they
        stood.
        """
        moves, person = crowd.moves[ids], crowd.person[ids]
        crowd.waiting[ids] = 0
        from_x, from_z = person["x"].astype(np.int32), person["z"].astype(np.int32)
        to_x, to_z = moves["x"].astype(np.int32), moves["z"].astype(np.int32)
        way_m = np.hypot(to_x - from_x, to_z - from_z) / 100
        reach_m = np.minimum(
            self._farthest_m, crowd.reach_m[ids] + self._run_m_s * (now - crowd.reach_s[ids])
        )
        side_cm = self.ground.side_cm
        fine = (to_x < side_cm) & (to_z < side_cm) & (moves["y"] <= self._height_cm)
        fine &= way_m <= reach_m + SLACK_M
        walks = np.flatnonzero(fine & (way_m > 0))
        if len(walks):
            fine[walks] = self.ground.clear(from_x[walks], from_z[walks], to_x[walks], to_z[walks])
        crowd.reach_m[ids] = np.maximum(0.0, reach_m - np.where(fine, way_m, 0.0))
        crowd.reach_s[ids] = now
        crowd.moved_s[ids] = now
        after = person.copy()
        for name in ("x", "y", "z", "yaw"):
            after[name] = np.where(fine, moves[name], person[name])
        after["gait"] = np.where(fine, _KNOWN_GAIT[moves["gait"]], 0)
        crowd.changed[ids[(after != person) | is_moving(after["gait"])]] = half
        crowd.person[ids] = after
        return ids[~fine]
