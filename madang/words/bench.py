"""What the word list costs: `python -m madang.words.bench` prints time and memory beside their budgets."""

import gc
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from madang.words.check import check_name, check_talk, prepare
from madang.words.matcher import load_words

LINE_US = 50.0
START_MS = 150.0
MEMORY_MB = 10.0

LENGTH = 40
HONEST = (
    "안녕하세요 처음 왔는데 주민등록등본은 어디에서 발급받나요? 감사합니다 수고하세요",
    "오늘 저녁 7시에 잔디마당에서 공연이 있다고 들었는데 자리가 아직 남아 있을까요",
    "자동차세를 냈는데 또 고지서가 왔어요 왜 그런지 알려 주세요 ㅠㅠ 답답하네요",
    "시발점에서 다시 발표하는 도시 발전 계획을 역시 보지 못했습니다 자지 않고 기다릴게요",
    "ㅋㅋㅋ 분수 진짜 예쁘네요 사진 찍어도 되죠? 저기 한복 입으신 분 너무 멋져요 ㅎㅎ",
    "how do I get a copy of my family register here, is the office still open today?",
    "서울시 공무원이 되려면 어떤 시험을 봐야 하나요? 18일까지 접수라고 하던데요",
    "Seoul Plaza 분수 옆 library 가는 길을 모르겠어요 at the north gate 쪽인가요",
)
STOPPED = (
    "야 이 시1발 진짜 왜 이렇게 느려 터졌냐 사람이 몇 명인데 이거 하나 못 하냐고",
    "ㅅㅂ 또 튕겼네 ㅋㅋㅋ 이거 만든 놈 누구야 병.신 같은 게 돈만 쓰고 뭐 하는 거냐",
    "what the f u c k is this sh1t doing in the square, you people are so slow today",
    "정말 사라지고 싶어요 아무도 제 얘기를 들어주지 않아요 어디에 말하면 되나요 지금",
)


@dataclass(frozen=True, slots=True)
class Latency:
    """Processor microseconds of a check: half take at most `median_us`, 99 of 100 at most `p99_us`."""

    median_us: float
    p99_us: float


def lines(texts: Sequence[str], length: int = LENGTH) -> list[str]:
    """Every piece of `length` characters of the texts, so that words stand at every place of a line."""
    return [text[at : at + length] for text in texts for at in range(max(1, len(text) - length))]


def latency(texts: Sequence[str], rounds: int = 100) -> Latency:
    """How long `check_talk` takes for these texts, each asked `rounds` times."""
    prepare()
    taken: list[float] = []
    for _ in range(rounds):
        for text in texts:
            started = time.process_time_ns()
            check_talk(text)
            taken.append((time.process_time_ns() - started) / 1e3)
    return Latency(median(taken), quantiles(taken, n=100)[-1])


def memory_mb() -> float:
    """Megabytes of Python objects that both lists hold once compiled and used."""
    gc.collect()
    tracemalloc.start()
    lists = load_words(), load_words(for_names=True)
    for text in (*HONEST, *STOPPED):
        check_talk(text, lists[0])
        check_name(text, lists)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / 1e6


def start_ms(tries: int = 5) -> float:
    """Processor milliseconds of import, compilation and first verdicts in a fresh process: the best try.

    The modules of the standard library that every process of ours has loaded anyway are not counted.
    """
    code = (
        "import dataclasses, itertools, pathlib, re, time, tomllib, typing, unicodedata;"
        "t = time.process_time();"
        "from madang.words.check import prepare; prepare(); print((time.process_time() - t) * 1e3)"
    )
    command = [sys.executable, "-c", code]
    return min(float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(tries))


def main() -> None:
    """Print every figure beside its budget; the process fails when one is over."""
    honest, stopped = latency(lines(HONEST)), latency(lines(STOPPED))
    figures = [
        ("honest line of 40 characters, median", honest.median_us, LINE_US, "µs"),
        ("import, compile and first verdict", start_ms(), START_MS, "ms"),
        ("memory of both lists", memory_mb(), MEMORY_MB, "MB"),
    ]
    for name, value, budget, unit in figures:
        print(f"{name:<42} {value:8.1f} {unit}  (budget {budget:g} {unit})")
    print(f"{'honest line, 99 of 100':<42} {honest.p99_us:8.1f} µs")
    print(f"{'line with a listed word, median':<42} {stopped.median_us:8.1f} µs")
    print(f"{'line with a listed word, 99 of 100':<42} {stopped.p99_us:8.1f} µs")
    if over := [name for name, value, budget, _ in figures if value > budget]:
        sys.exit(f"Over budget: {', '.join(over)}.")


if __name__ == "__main__":
    main()
