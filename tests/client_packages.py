"""Where the client's development packages lie: in the environment, or beside the client itself."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / ".venv/share/madang-work/client/node_modules", ROOT / "client/node_modules")


def client_package(name: str) -> Path:
    """The folder of an npm package that ./test installs. Raises LookupError that says what to do."""
    for folder in FOLDERS:
        if (folder / name).is_dir():
            return folder / name
    raise LookupError(f"{name} is not installed. Run ./test, which installs the client's packages.")
