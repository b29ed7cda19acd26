#!/usr/bin/env bash
# What scans are recognised with: Tesseract and its data of each of our languages. Installed where we are root; elsewhere, or
# where that fails, one line says what to install. Status 1 where something is missing; the service works without, but for scans.
set -uo pipefail
wanted=()
command -v tesseract >/dev/null 2>&1 || wanted+=(tesseract-ocr)
knows=$(tesseract --list-langs 2>/dev/null)
for language in vie ukr rus fas eng osd; do
    grep -qx "$language" <<<"$knows" || wanted+=("tesseract-ocr-$language")
done
[ ${#wanted[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing what recognises scans: ${wanted[*]} ..."
    apt-get update -qq >/dev/null 2>&1 && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null 2>&1 && exit 0
fi
echo "Scans can't be recognised in every language until this is installed: sudo apt install ${wanted[*]}"
exit 1
