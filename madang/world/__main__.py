"""`python -m madang.world`: the world process by itself."""

import sys

from madang.config import CannotRun, Config
from madang.world.server import run

if __name__ == "__main__":
    try:
        run(Config.from_env())
    except CannotRun as error:
        sys.exit(str(error))
