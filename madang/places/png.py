"""Writes small PNG pictures without a picture library."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray


def rgb_png(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG of (height, width, 3) bytes; rows are kept as differences from the one above."""
    if pixels.ndim != 3 or pixels.shape[2] != 3:
        raise ValueError(f"PNG refused: an array of shape {pixels.shape}; give (height, width, 3).")
    height, width, _ = pixels.shape
    rows = pixels.astype(np.uint8).reshape(height, width * 3)
    above = np.vstack([np.zeros((1, width * 3), np.uint8), rows[:-1]])
    filtered = np.full((height, width * 3 + 1), 2, np.uint8)  # each row: filter 2 (up), then its bytes
    filtered[:, 1:] = rows - above
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"IDAT", zlib.compress(filtered.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
