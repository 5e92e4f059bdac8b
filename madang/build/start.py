"""`./run`: makes the environment, builds what is stale, and becomes `madang serve`. Standard library only."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from madang.build.environment import clean_environment, prepare
from madang.build.stale import PARTS, stale_parts
from madang.config import CannotRun
from madang.options import add_serve_options

ROOT = Path(__file__).resolve().parent.parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    """Run the whole city; answers an exit code only when it could not be started."""
    words = list(sys.argv[1:] if argv is None else argv)
    _parser().parse_args(words)
    try:
        python = prepare(ROOT, ["run"])
        build_stale(python)
    except CannotRun as refusal:
        print(f"./run: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return os.execve(python, [str(python), "-P", "-m", "madang.cli", "serve", *words], clean_environment())


def build_stale(python: Path) -> None:
    """Build the stale parts, the client beside the rest.

    Raises:
        CannotRun: a build failed; its lines above say why.
    """
    stale = stale_parts(ROOT, ROOT / ".venv" / "share" / "madang")
    if not stale:
        return
    texts = {part.name: part.what for part in PARTS}
    print(f"  Building {', '.join(texts[name] for name in stale)} …", file=sys.stderr, flush=True)
    groups = [
        group for group in ([n for n in stale if n == "client"], [n for n in stale if n != "client"]) if group
    ]
    environment = clean_environment()
    running = [
        subprocess.Popen([str(python), "-P", "-m", "madang.cli", "build", *group], env=environment, cwd=ROOT)
        for group in groups
    ]
    codes = [process.wait() for process in running]
    if any(codes):
        raise CannotRun("The build failed; the lines above say why.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run",
        description="Start the whole city: makes its environment in .venv, builds what is stale, serves.",
        epilog="Ctrl-C ends the city. All settings: docs/operate.md",
    )
    add_serve_options(parser)
    parser.add_argument("--city", help="city pack to serve (default seoul)")
    parser.add_argument("--data", metavar="DIR", help="data directory (default: data in the checkout)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
