"""Writes small PNG pictures without a picture library: indexed, so that a smooth shade packs well."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray


def indexed_png(pixels: NDArray[np.uint8], palette: NDArray[np.uint8]) -> bytes:
    """A PNG of palette indices (height, width) with a palette (n ≤ 256, 3) of sRGB bytes."""
    if len(palette) > 256 or pixels.max() >= len(palette):
        raise ValueError(
            f"PNG refused: index {pixels.max()} with a palette of {len(palette)}; at most 256 colours."
        )
    height, width = pixels.shape
    filtered = np.zeros((height, width + 1), np.uint8)  # each row: filter 0, then its pixels
    filtered[:, 1:] = pixels
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", palette.astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(filtered.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
