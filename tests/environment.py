"""Gives every test run a data directory of its own, before Django reads its settings."""

import atexit
import os
import shutil
import tempfile

_data_dir = tempfile.mkdtemp(prefix="madang-test-")
atexit.register(shutil.rmtree, _data_dir, ignore_errors=True)
os.environ["MADANG_DATA"] = _data_dir
