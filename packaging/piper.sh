#!/usr/bin/env bash
# Adds the neural engine Piper to an environment: `piper.sh .venv`. About 80 MB to download, 250 MB on the disk.
set -euo pipefail
venv=$1

if "$venv/bin/python" -c 'import onnx, onnxruntime, piper' 2>/dev/null; then exit 0; fi
echo "Installing Piper (about 80 MB to download) ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[piper]'
"$venv/bin/python" -c 'import onnx, onnxruntime, piper'
