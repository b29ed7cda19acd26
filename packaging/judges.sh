#!/usr/bin/env bash
# The validators and readers that judge our packages, and that pip does not bring: Java for EPUBCheck,
# Chromium and Node for Ace, SoX and mpg123 as second decoders, jing and daisy-player for DAISY, nginx as proxy with wrk to load it.
# Installed where we are root; elsewhere one line says what is missing and which tests that leaves out.
set -uo pipefail

declare -A packages=(
    [java]=default-jre-headless [chromium]=chromium [node]=nodejs [npm]=npm [sox]=sox
    [mpg123]=mpg123 [ffmpeg]=ffmpeg [daisy-player]=daisy-player [yaz-marcdump]=yaz
    [nginx]=nginx [wrk]=wrk
)
missing=()
for tool in "${!packages[@]}"; do
    command -v "$tool" >/dev/null 2>&1 || missing+=("$tool")
done
bash "$(dirname "$0")/scans.sh" || [ -z "${CI:-}" ] || exit 1
# These draw pages to test recognition with.
for font in freefont/FreeSerif noto/NotoNaskhArabic-Regular; do
    [ -f "/usr/share/fonts/truetype/$font.ttf" ] && continue
    package=fonts-freefont-ttf && [ "${font%%/*}" = noto ] && package=fonts-noto-core
    missing+=("$font") && packages[$font]=$package
done
perl -MMARC::Lint -e 1 2>/dev/null || { missing+=(marc-lint) && packages[marc-lint]=libmarc-lint-perl; }
if command -v sox >/dev/null 2>&1 && ! sox --help 2>/dev/null | grep -q ' mp3'; then missing+=(sox); fi

if [ ${#missing[@]} -gt 0 ]; then
    wanted=()
    for tool in "${missing[@]}"; do wanted+=("${packages[$tool]}"); done
    for tool in "${missing[@]}"; do [ "$tool" = sox ] && wanted+=(libsox-fmt-mp3); done
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing judges: ${wanted[*]} ..."
        apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null || exit 1
    else
        echo "Not installed: ${missing[*]}. Tests that need them are left out (Debian: sudo apt install ${wanted[*]})."
    fi
fi

ace=.tools/node_modules/.bin/ace-puppeteer
axe=.tools/node_modules/axe-core/axe.min.js
if command -v npm >/dev/null 2>&1 && { [ ! -x $ace ] || [ ! -f $axe ]; }; then
    echo "Installing DAISY Ace and axe into .tools ..."
    mkdir -p .tools
    PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund --ignore-scripts --prefix .tools @daisy/ace@1.4.6 axe-core@4.14.1 \
        >/dev/null || { echo "Ace and axe could not be installed; their tests are left out."; [ -z "${CI:-}" ] || exit 1; }
fi
exit 0
