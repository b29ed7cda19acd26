#!/usr/bin/env bash
# The S3 server that the tests of a store in a bucket use, in an environment of its own: .tools/s3.
set -euo pipefail
python="${1:-.venv}/bin/python"
[ -f .tools/s3/.ready ] && exit 0
echo "Installing a local S3 server for the tests into .tools ..."
"$python" -m venv --clear .tools/s3
.tools/s3/bin/python -m pip install --quiet --disable-pip-version-check 'moto[s3]==5.2.5' flask==3.1.3 flask-cors==6.0.5
touch .tools/s3/.ready
