# Finds Python 3.11 or newer and becomes it. Sourced by ./run and ./test, which set `here` and `program`.
# -P: never the madang of the folder that somebody happens to stand in.
for python in "${MADANG_PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 exec "$python" -P -m "$program" "$@"
  fi
done
found=$("${MADANG_PYTHON:-python3}" -c 'import sys; print("this is %d.%d" % sys.version_info[:2])' 2>/dev/null)
echo "Python 3.11 or newer is needed, ${found:-none was found}: install it (Debian 12 or newer, Ubuntu 24.04:" \
  "apt install python3 python3-venv), or name one with MADANG_PYTHON=/path/to/python3." >&2
exit 1
