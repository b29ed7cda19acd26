#!/usr/bin/env bash
# Makes the virtual environment and installs Audiolib in it: `setup.sh .venv`. Needs Python 3.11 to 3.14.
set -euo pipefail
venv=$1

find_python() {
    for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
        "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue
        echo "$name"
        return 0
    done
    return 1
}

if ! python=$(find_python); then
    echo "Audiolib needs Python 3.11 to 3.14. Install it (Debian: apt install python3 python3-venv), then run this again." >&2
    exit 1
fi

make_venv() { "$python" -m venv --clear "$venv" >/dev/null 2>&1; }

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    if ! make_venv; then
        if "$python" -m pip --version >/dev/null 2>&1; then
            tools=$(mktemp -d)
            "$python" -m pip install --quiet --target "$tools" virtualenv
            PYTHONPATH="$tools" "$python" -m virtualenv --quiet --clear "$venv"
            rm -rf "$tools"
        elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
            make_venv
        else
            echo "Python's venv module is missing. Install it (Debian: sudo apt install python3-venv), then run this again." >&2
            exit 1
        fi
    fi
fi

echo "Installing Audiolib and what it needs (about 215 MB to download the first time) ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable .
