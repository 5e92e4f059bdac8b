"""Colours as light: the sRGB hex a designer writes, and the linear numbers that shading multiplies."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Colour = str | Array
"""`#rrggbb` in sRGB, or linear light: (3,), (faces, 3) or (faces, corners, 3)."""


def linear(colour: Colour) -> Array:
    """Linear light of a hex colour, shape (3,); an array is already linear and comes back as it is."""
    if not isinstance(colour, str):
        return np.asarray(colour, float)
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"Colour {colour!r} refused: write it as #rrggbb.")
    return to_linear(np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255)


def to_linear(srgb: Array) -> Array:
    """sRGB in 0..1 to linear light (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def to_srgb(light: Array) -> Array:
    """Linear light in 0..1 to sRGB (IEC 61966-2-1)."""
    safe = np.clip(light, 0, 1)
    return np.where(safe <= 0.0031308, safe * 12.92, 1.055 * safe ** (1 / 2.4) - 0.055)


def mix(first: Colour, second: Colour, share: float) -> Array:
    """A colour between two, in linear light; share 0 is the first."""
    return linear(first) * (1 - share) + linear(second) * share
