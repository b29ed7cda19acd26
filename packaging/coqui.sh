#!/usr/bin/env bash
# Adds the neural engine Coqui to an environment: `coqui.sh .venv`. About 0.4 GB to download, 1.8 GB on the disk.
# It computes on the processor; with `GPU=1` the torch for graphics cards is taken, several GB more.
set -euo pipefail
venv=$1
pip() { "$venv/bin/python" -m pip "$@"; }
torch=$(sed -n 's/^coqui = .*"\(torch==[0-9.]*\)".*/\1/p' pyproject.toml)

ready() { "$venv/bin/python" -c 'from tts.engines.coqui._load import library; library()' 2>/dev/null; }
if ready; then exit 0; fi

# Which torch an index gives differs from machine to machine; one for CUDA needs NVIDIA's packages.
for_cuda() {
    pip install --dry-run --ignore-installed --no-deps --quiet --disable-pip-version-check --report - "$torch" |
        "$venv/bin/python" -c '
import json, sys
(torch,) = json.load(sys.stdin)["install"]
needs = " ".join(torch["metadata"].get("requires_dist", [])).lower()
sys.exit(not ("nvidia" in needs or "cuda" in needs))'
}

echo "Installing Coqui (about 0.4 GB to download, 1.8 GB on the disk) ..."
from=()
if [ -z "${GPU:-}" ] && for_cuda; then
    if [ -z "${TORCH_INDEX:-}" ]; then
        echo "The package index in use gives the torch for CUDA, of several GB. Either TORCH_INDEX=<an index with CPU builds of torch> make voices-coqui," >&2
        echo "or GPU=1 make voices-coqui, or install a CPU build of $torch into $venv first and run this again." >&2
        exit 1
    fi
    from=(--index-url "$TORCH_INDEX")
fi
if ! pip install --quiet --disable-pip-version-check "${from[@]}" "$torch"; then
    echo "torch could not be installed. Behind a mirror, install a CPU build of $torch into $venv, then run this again." >&2
    exit 1
fi
if [ -z "${GPU:-}" ] && ! "$venv/bin/python" -c 'import sys, torch; sys.exit(torch.version.cuda is not None)'; then
    size=$(du -sm "$venv" | cut -f1)
    echo "This is the torch for CUDA ($venv has $size MB now). To keep it: GPU=1 make voices-coqui." >&2
    echo "Else: $venv/bin/python -m pip uninstall torch, and install a CPU build." >&2
    exit 1
fi
# What is there stays: another torch would come for the sake of a package beside it.
held=$(mktemp)
trap 'rm -f "$held"' EXIT
"$venv/bin/python" -c 'import importlib.metadata as m; print("torch==" + m.version("torch"))' >"$held"
pip install --quiet --disable-pip-version-check --constraint "$held" --editable '.[coqui]'
ready || {
    "$venv/bin/python" -c 'from tts.engines.coqui._load import library; library()' 2>&1 | tail -1 >&2
    exit 1
}
echo "Coqui is installed; $venv has $(du -sm "$venv" | cut -f1) MB."
