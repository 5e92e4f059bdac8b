"""A circuit breaker: after failures in a row a register is left alone for a while."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Breaker:
    """Counts failures in a row of one register; any thread may tell and ask.

    After `after` failures it is open for `rest_s` seconds: nobody asks the register. Then one lookup at a
    time may try; its success closes the breaker, its failure opens it again.
    """

    after: int
    rest_s: float
    clock: Callable[[], float] = monotonic
    _failures: int = 0
    _open_until_s: float = 0.0
    _trying: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_s(self) -> float:
        """0 where the caller may ask now (and must then tell the outcome), else the seconds to wait."""
        with self._lock:
            if self._failures < self.after:
                return 0.0
            remaining = self._open_until_s - self.clock()
            if remaining > 0:
                return remaining
            if self._trying:
                return self.rest_s
            self._trying = True
            return 0.0

    def succeeded(self) -> None:
        """The register answered."""
        with self._lock:
            self._failures, self._trying = 0, False

    def failed(self) -> None:
        """The register did not answer, or not what it must."""
        with self._lock:
            self._failures, self._trying = self._failures + 1, False
            if self._failures >= self.after:
                self._open_until_s = self.clock() + self.rest_s

    @property
    def closed(self) -> bool:
        """Whether the last outcome was a success, or nobody has asked yet."""
        with self._lock:
            return self._failures == 0
