"""What a world process counts, as Prometheus text."""

import os
import resource
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

HALF_TICK_BOUNDS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)

_HELP = {
    "madang_world_messages_total": "Messages received, by kind.",
    "madang_world_refused_total": "Messages answered with `refused`, by code.",
    "madang_world_closed_total": "Connections closed by the world, by code.",
    "madang_world_upgrades_refused_total": "Sockets refused before they opened, by HTTP status.",
    "madang_world_put_total": "Moves refused and answered with `put`.",
    "madang_world_sent_frames_total": "Frames sent, by kind.",
    "madang_world_sent_bytes_total": "Payload bytes sent, by kind.",
    "madang_world_admitted_total": "People admitted, by ticket or pass.",
    "madang_world_talk_total": "Talk passed on.",
    "madang_world_heard_total": "Deliveries of talk.",
    "madang_world_events_total": "Events received from the bus, by kind.",
    "madang_world_faults_total": "Errors of our own, each with a line in the log.",
    "madang_world_late_ticks_total": "Half ticks that began more than 50 ms late.",
}
_LABEL = {
    "madang_world_messages_total": "kind",
    "madang_world_refused_total": "code",
    "madang_world_closed_total": "code",
    "madang_world_upgrades_refused_total": "status",
    "madang_world_sent_frames_total": "kind",
    "madang_world_sent_bytes_total": "kind",
    "madang_world_admitted_total": "use",
    "madang_world_events_total": "kind",
}


class Metrics:
    """Counters by (name, label value), `moves` for the hottest, and one histogram; label values are our own
    words, never a client's.
    """

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.moves = 0
        self._half_ticks = [0] * (len(HALF_TICK_BOUNDS_S) + 1)
        self._half_tick_s = 0.0

    def count(self, name: str, label: str | int = "", by: int = 1) -> None:
        """Count something that is listed in this module."""
        self.counts[f"madang_world_{name}_total", str(label)] += by

    def half_tick(self, seconds: float) -> None:
        """Count how long a half tick took."""
        place = sum(seconds > bound for bound in HALF_TICK_BOUNDS_S)
        self._half_ticks[place] += 1
        self._half_tick_s += seconds

    def text(self, gauges: Iterable[tuple[str, dict[str, str], float]]) -> str:
        """Everything in Prometheus' text format; `gauges` are (name, labels, value) of the moment."""
        self.counts["madang_world_messages_total", "move"] = self.moves
        lines: list[str] = []
        for name, help_text in _HELP.items():
            lines += [f"# HELP {name} {help_text}", f"# TYPE {name} counter"]
            label = _LABEL.get(name)
            found = sorted((key[1], value) for key, value in self.counts.items() if key[0] == name)
            if label:
                lines += [f'{name}{{{label}="{value}"}} {count}' for value, count in found]
            else:
                lines.append(f"{name} {sum(count for _, count in found)}")
        lines += self._histogram()
        last = ""
        for name, labels, number in (*gauges, *_process()):
            if name != last:
                lines.append(f"# TYPE {name} gauge")
            last = name
            inner = ",".join(f'{key}="{value}"' for key, value in labels.items())
            lines.append(f"{name}{{{inner}}} {number:g}" if inner else f"{name} {number:g}")
        return "\n".join(lines) + "\n"

    def _histogram(self) -> list[str]:
        name = "madang_world_half_tick_seconds"
        lines = [f"# HELP {name} Work of a half tick (20 a second).", f"# TYPE {name} histogram"]
        so_far = 0
        for bound, number in zip(HALF_TICK_BOUNDS_S, self._half_ticks, strict=False):
            so_far += number
            lines.append(f'{name}_bucket{{le="{bound}"}} {so_far}')
        total = sum(self._half_ticks)
        return [
            *lines,
            f'{name}_bucket{{le="+Inf"}} {total}',
            f"{name}_sum {self._half_tick_s:.6f}",
            f"{name}_count {total}",
        ]


def resident_bytes() -> int:
    """Memory of this process that is in RAM; the peak where the system does not tell the present."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return pages * os.sysconf("SC_PAGE_SIZE")


def _process() -> list[tuple[str, dict[str, str], float]]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return [
        ("process_resident_memory_bytes", {}, resident_bytes()),
        ("process_cpu_seconds", {}, used.ru_utime + used.ru_stime),
    ]
