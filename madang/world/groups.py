"""Ranking within groups, for arrays that are sorted by group."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

KEY_BITS = 40


def place_in_group(group: Numbers, key: Numbers) -> Numbers:
    """The place (0 first) that each element has in its group when that is sorted by key.

    Groups ascend; keys are from 0 to below 2**40. Equal keys come in any order.
    """
    order = np.argsort((group << KEY_BITS) + key)
    first = np.searchsorted(group, group, "left")
    place = np.empty(len(group), np.int64)
    place[order] = np.arange(len(group)) - first
    return place
