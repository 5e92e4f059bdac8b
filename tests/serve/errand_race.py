"""Run as a program by test_errands_at_once.py: threads begin and finish one errand; or one dies in between.

`python -m tests.serve.errand_race race` prints what came of it as JSON; `die NUMBER` ends itself with SIGKILL
while the errand is being finished; `look NUMBER` prints how the errand stands.
"""

import json
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from madang.config import Config
from madang.web.manage import migrate

THREADS = 8
TEXT = {"ko": "문의", "en": "Question"}


def main(what: str, number: str) -> dict[str, object]:
    """Do what is asked and answer what is there afterwards."""
    migrate(Config.from_env())
    return {"race": race, "begin": begin, "die": lambda: die(number), "look": lambda: look(number)}[what]()


def race() -> dict[str, object]:
    """Eight presses at once: begin with one key, save, finish. How many of each are there?"""
    from django.db import connection

    from madang.kernel.errands.actions import finish_with, start
    from madang.kernel.errands.decisions import Decision
    from madang.kernel.errands.models import Errand, Notification, Receipt

    together = Barrier(THREADS)
    decided: list[int] = []

    def decide() -> Decision:
        decided.append(1)
        return Decision(TEXT, TEXT)

    def press(_at: int) -> str:
        try:
            together.wait()
            errand = start("p1", "lost", "question", TEXT, key="one")
            together.wait()
            return finish_with(errand, decide).number
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        numbers = set(pool.map(press, range(THREADS)))
    return {
        "numbers": len(numbers),
        "decided": len(decided),
        "errands": Errand.objects.count(),
        "receipts": Receipt.objects.count(),
        "notifications": Notification.objects.count(),
    }


def begin() -> dict[str, object]:
    """An errand with something entered."""
    from madang.kernel.errands.actions import save_draft, start

    errand = start("p1", "lost", "question", TEXT, key="one")
    save_draft(errand, {"what": "빨간 우산"}, "where")
    return {"number": errand.number}


def die(number: str) -> dict[str, object]:
    """Be killed after the service has saved, before the transaction ends."""
    from madang.kernel.errands.actions import finish_with, start
    from madang.kernel.errands.decisions import Decision
    from madang.kernel.errands.models import Errand

    def decide() -> Decision:
        start("somebody", "lost", "question", TEXT)
        os.kill(os.getpid(), signal.SIGKILL)
        return Decision(TEXT, TEXT)

    finish_with(Errand.objects.get(number=number), decide)
    return {}


def look(number: str) -> dict[str, object]:
    """How the errand stands, and whether anything else was left behind."""
    from madang.kernel.errands.models import Errand, Receipt

    errand = Errand.objects.get(number=number)
    rows = (Errand.objects.count(), Receipt.objects.count())
    return {"state": errand.state, "draft": errand.draft, "errands": rows[0], "receipts": rows[1]}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")))
