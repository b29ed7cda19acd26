#!/usr/bin/env bash
# Takes away environments that belong to another folder: `moved.sh .venv …`, before make looks at what is there.
# Where a checkout was moved or copied, the programs in them begin with the path of the old place.
set -euo pipefail

belongs_here() {
    local told interpreter
    told=$(cat "$1/.ready")
    [ -z "$told" ] || [ "$told" = "$(pwd -P)" ] || return 1
    interpreter=$(sed -n '1s/^#!\(\/[^ ]*\)$/\1/p' "$1/bin/audiolib" 2>/dev/null || true)
    [ -z "$interpreter" ] || [ -x "$interpreter" ]
}

for venv in "$@"; do
    # A link was set by somebody who knows where it leads.
    if [ -L "$venv" ] || [ ! -f "$venv/.ready" ] || belongs_here "$venv"; then continue; fi
    echo "This checkout was moved or copied: $venv belongs to another folder and is made anew." >&2
    rm -rf "$venv"
    rm -f .tools/*/.ready
done
