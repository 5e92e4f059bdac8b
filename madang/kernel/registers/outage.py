"""The sandbox's outage switch: makes a register down or slow, so that people can try what errands say then.

It is a file in the data directory, written by `madang registers outage`; a real register never reads it.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from madang.config import CannotRun
from madang.kernel.registers.catalogue import PARTS
from madang.kernel.registers.interfaces import RegisterUnavailable

Mode = Literal["up", "slow", "down"]
MODES: tuple[Mode, ...] = get_args(Mode)
SLOW_S = 2.0
RETRY_S = 30


@dataclass(frozen=True)
class OutageSwitch:
    """Which registers of the sandbox are out of order just now, by the file `file`."""

    file: Path
    sleep: Callable[[float], None] = time.sleep

    def mode(self, register: str) -> Mode:
        """How the register behaves now; "up" where nobody said otherwise."""
        try:
            mode = json.loads(self.file.read_text(encoding="utf-8")).get(register, "up")
        except (OSError, ValueError, AttributeError):
            return "up"
        return mode if mode in MODES else "up"

    def hold_up(self, register: str) -> None:
        """Raise RegisterUnavailable where the register is down, or, 2 s later, where it is slow."""
        mode = self.mode(register)
        if mode == "slow":
            self.sleep(SLOW_S)
            raise RegisterUnavailable(register, "no answer in time", RETRY_S)
        if mode == "down":
            raise RegisterUnavailable(register, "switched off for a trial", RETRY_S)

    def set(self, register: str, mode: str) -> None:
        """Make `register` (or "all") behave so from now on.

        Raises:
            CannotRun: there is no such register or mode.
        """
        if register not in (*PARTS, "all") or mode not in MODES:
            raise CannotRun(
                f"Outage '{register} {mode}' refused: use one of {', '.join(PARTS)} or all, "
                f"and one of {', '.join(MODES)}."
            )
        chosen = PARTS if register == "all" else (register,)
        modes: Mapping[str, str] = {
            **{part: self.mode(part) for part in PARTS},
            **dict.fromkeys(chosen, mode),
        }
        self.file.parent.mkdir(parents=True, exist_ok=True)
        part_file = self.file.with_name(self.file.name + ".part")
        part_file.write_text(json.dumps(modes), encoding="utf-8")
        part_file.replace(self.file)


def switch_of(data: Path) -> OutageSwitch:
    """The switch of the data directory `data`."""
    return OutageSwitch(data / "sandbox-outage.json")
