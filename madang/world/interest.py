"""Who is told about whom: one CROWD frame for each cell of viewers, and FAR for the whole place.

The place is cut into cells. Everybody in a cell gets the same frame, made once: who within sight of the cell
changed since its last frame and, once a second, everyone there who stands still (docs/protocol.md, "CROWD").
Where that is more than a frame holds, people within earshot go first; the nearest are in every frame and the
others take turns by id, ring by ring. Cells are served in two phases, like the squares of a chessboard, so
that the sending is not one burst a tick.
"""

import math

import numpy as np

from madang.protocol.frames import (
    CROWD_HEAD,
    CROWD_MORE,
    CROWD_PEOPLE,
    FAR_PEOPLE,
    FAR_PERSON,
    KIND_CROWD,
    PERSON_BYTES,
    pack_far,
)
from madang.world.cells import Numbers, Pairs, Standing, Truths, grid_for
from madang.world.crowd import Crowd, Ids, is_moving
from madang.world.groups import place_in_group

TICK_HZ = 10
HALF_TICKS_HZ = 2 * TICK_HZ
REFRESH_TICKS = TICK_HZ
FAR_HALF_TICKS = 2 * HALF_TICKS_HZ
NEAREST_AT_LEAST = 16
"""So many are in every frame of a crowd that does not fit, however dense; the others take turns."""
ROUND_TICKS = 8
"""Within so many ticks everybody in earshot has had a turn, if a frame allows it: less than a second."""
RINGS_CM = (300.0, 800.0)
"""In a crowd too dense for a round of all in earshot, those so near a cell come first, ring by ring."""
FARTHEST_RING = len(RINGS_CM) + 2
LONGEST_ROUND_TICKS = TICK_HZ - 1
"""A round of all in earshot may take so long before the inner rings go first."""
AIM_PEOPLE = 48
"""How many people sight should hold on average: fewer than a frame, so that most frames leave nobody out."""
DENSITY_CELL_CM = 800

Frames = list[tuple[list[int], bytes]]
"""For each frame: the ids that get it, and its bytes."""


class Interest:
    """What the people of one place are told; keeps the cells and whose turn it is in each."""

    def __init__(self, side_cm: int, earshot_m: float) -> None:
        self._side_cm = side_cm
        self._earshot_cm = earshot_m * 100
        self.grid = grid_for(side_cm, side_cm)
        self._turn: dict[int, Numbers] = {}
        self._rings_cm2 = np.array([radius**2 for radius in RINGS_CM] + [self._earshot_cm**2], np.float64)
        self._far_round = -1
        self._far_first = self._far_next = 0

    def crowd_frames(self, crowd: Crowd, half: int, newcomers: list[int]) -> Frames:
        """The frames of half tick `half`; `newcomers` are told of everybody in sight."""
        ids = crowd.ids()
        if not len(ids):
            return []
        if half % HALF_TICKS_HZ == 0:
            self._choose_sight(crowd, ids)
        standing = Standing(crowd, ids, self.grid)
        tick = half >> 1
        head = CROWD_HEAD.pack(KIND_CROWD, 0, tick & 0xFFFF)
        frames = self._greetings(crowd, standing, newcomers, head) if newcomers else []
        told = (self.grid.colour_of(standing.cell_of) == half & 1) & crowd.sees[standing.ids]
        cells = np.unique(standing.cell_of[told])
        if not len(cells):
            return frames
        fresh = crowd.changed[standing.ids] >= half - 1
        still = ~is_moving(crowd.person["gait"][standing.ids])
        in_turn = still & ((standing.ids + tick) % REFRESH_TICKS == 0)
        crowded = standing.around(cells) > CROWD_PEOPLE
        due = (cells + tick) % REFRESH_TICKS == 0
        for chosen, candidates in (
            (cells[crowded], fresh | in_turn),
            (cells[~crowded & due], fresh | still),
            (cells[~crowded & ~due], fresh),
        ):
            if len(chosen):
                pairs = standing.pairs(chosen, candidates)
                frames += self._frames(standing, chosen, pairs, told, head)
        return frames

    def far_frame(self, crowd: Crowd, round_number: int) -> bytes:
        """FAR for a round of two seconds: everybody's coarse position; of more than 512 the next in each
        round.
        """
        ids = crowd.ids()
        total = len(ids)
        if round_number != self._far_round:
            self._far_round, self._far_first = round_number, self._far_next
        if total > FAR_PEOPLE:
            start = int(np.searchsorted(ids, self._far_first))
            ids = np.take(ids, np.arange(start, start + FAR_PEOPLE), mode="wrap")
            self._far_next = int(ids[-1]) + 1
        people = np.empty(len(ids), FAR_PERSON)
        people["id"] = ids
        for axis in ("x", "z"):
            people[axis] = np.minimum(255, crowd.person[axis][ids].astype(np.int64) * 256 // self._side_cm)
        return pack_far(total, people.tobytes())

    def _choose_sight(self, crowd: Crowd, ids: Ids) -> None:
        """Let people see as far as AIM_PEOPLE around them, at least to earshot, at most the whole place."""
        wanted = grid_for(self._side_cm, self._side_cm)
        if len(ids) > CROWD_PEOPLE:
            across = self._side_cm // DENSITY_CELL_CM + 1
            cells = crowd.person["z"][ids].astype(np.int64) // DENSITY_CELL_CM * across
            cells += crowd.person["x"][ids].astype(np.int64) // DENSITY_CELL_CM
            beside = float((np.bincount(cells).astype(float) ** 2).sum()) / len(ids)
            per_cm2 = beside / DENSITY_CELL_CM**2
            sight_cm = max(self._earshot_cm, math.sqrt(AIM_PEOPLE / math.pi / per_cm2))
            wanted = grid_for(self._side_cm, sight_cm, per_cm2)
        if _differ(wanted.sight_cm, self.grid.sight_cm) or _differ(wanted.size_cm, self.grid.size_cm):
            self.grid = wanted
            self._turn.clear()

    def _greetings(self, crowd: Crowd, standing: Standing, newcomers: list[int], head: bytes) -> Frames:
        """A frame of its own for each newcomer: nobody else hears of a walker anew between two moves."""
        frames: Frames = []
        everybody = np.ones(len(standing.ids), bool)
        for number in newcomers:
            if crowd.here[number] and crowd.sees[number]:
                mine = standing.ids == number
                cells = standing.cell_of[mine]
                pairs = standing.pairs(cells, everybody)
                frames += self._frames(standing, cells, pairs, mine, head)
        return frames

    def _frames(self, standing: Standing, cells: Numbers, pairs: Pairs, told: Truths, head: bytes) -> Frames:
        """The frames of some cells about the people paired with them, for those `told` in each cell."""
        counts = np.bincount(pairs.cell, minlength=len(cells))
        full = counts > CROWD_PEOPLE
        if full.any():
            pairs = pairs.only(self._take_turns(cells, pairs, standing.ids[pairs.rank], full))
            counts = np.minimum(counts, CROWD_PEOPLE)
        people = standing.entries(pairs)
        ends = (np.cumsum(counts) * PERSON_BYTES).tolist()
        more = bytes((head[0], CROWD_MORE)) + head[2:]
        frames: Frames = []
        start = 0
        for members, end, left_out in zip(standing.members(cells, told), ends, full.tolist(), strict=True):
            if members and end > start:
                frames.append((members, (more if left_out else head) + people[start:end]))
            start = end
        return frames

    def _take_turns(self, cells: Numbers, pairs: Pairs, ids: Ids, full: Truths) -> Truths:
        """Which pairs stay where more people are in sight than a frame holds.

        The nearest stay, as many as leave the others within earshot a turn each in ROUND_TICKS. Then each
        ring around the cell, the nearest ring first, gets the places that its own round takes; what is left
        over goes to the rings in the same order. Turns go by id in each ring of each cell, beginning after
        whoever was served last.
        """
        keep = np.ones(len(ids), bool)
        tight = np.flatnonzero(full[pairs.cell])
        group, number = pairs.cell[tight], ids[tight]
        edge2 = pairs.from_edge2[tight]
        heard = edge2 <= self._earshot_cm**2
        in_earshot = np.bincount(group[heard], minlength=len(cells))
        constant = (ROUND_TICKS * CROWD_PEOPLE - in_earshot) // (ROUND_TICKS - 1)
        nearest = np.clip(constant - len(RINGS_CM), NEAREST_AT_LEAST, CROWD_PEOPLE)
        near = place_in_group(group, pairs.from_middle2[tight].astype(np.int64)) < nearest[group]
        ring = 1 + np.searchsorted(self._rings_cm2, edge2, "left")
        ring[near & heard] = 0
        turn = self._turns_of(cells)
        wait = (number - turn[ring, group]) & 0xFFFF
        later = self._beyond_share(ring, group, wait, len(cells))
        stays = place_in_group(group, (later << 20) + (ring << 16) + wait) < CROWD_PEOPLE
        keep[tight] = stays
        last = np.full(turn.shape, -1, np.int64)
        np.maximum.at(last, (ring[stays], group[stays]), wait[stays])
        served = last >= 0
        turn[served] = (turn[served] + last[served] + 1) & 0xFFFF
        for index in np.flatnonzero(served.any(axis=0)).tolist():
            self._turn[int(cells[index])] = turn[:, index]
        return keep

    def _turns_of(self, cells: Numbers) -> Numbers:
        """Whose turn it is in each ring (rows) of each cell (columns)."""
        nobody_yet = np.zeros(FARTHEST_RING + 1, np.int64)
        return np.stack([self._turn.get(one, nobody_yet) for one in cells.tolist()], axis=1)

    def _beyond_share(self, ring: Numbers, group: Numbers, wait: Numbers, cells: int) -> Numbers:
        """0 for who has a place of their ring's share in this frame, 1 for who waits for what is left."""
        later = np.ones(len(ring), np.int64)
        free = CROWD_PEOPLE - np.bincount(group[ring == 0], minlength=cells)
        waiting = np.bincount(group[(ring > 0) & (ring < FARTHEST_RING)], minlength=cells)
        ticks = np.clip(-(-waiting // np.maximum(1, free - len(RINGS_CM))), ROUND_TICKS, LONGEST_ROUND_TICKS)
        for number in range(1, FARTHEST_RING):
            mine = np.flatnonzero(ring == number)
            wanted = -(-np.bincount(group[mine], minlength=cells) // ticks)
            share = np.minimum(free, wanted)
            free = free - share
            later[mine[place_in_group(group[mine], wait[mine]) < share[group[mine]]]] = 0
        return later


def _differ(wanted: float, present: float) -> bool:
    """Whether a change is worth laying the cells anew."""
    return not 0.8 < wanted / present < 1.25
