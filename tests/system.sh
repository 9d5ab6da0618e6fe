#!/bin/sh
# What the tests need from the system: a browser, a font with Korean and 漢字, PostgreSQL.
# As root on Debian they are installed when missing; otherwise this says what to install, and fails.
set -eu

have() {
    command -v "$1" >/dev/null 2>&1
}

install() {
    echo "Installing:$1"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq -o Acquire::http::Timeout=20
    # shellcheck disable=SC2086  # a list of names
    apt-get install -y -qq -o Acquire::http::Timeout=20 --no-install-recommends $1 >/dev/null
}

missing=''
have chromium-headless-shell || have chromium || missing="$missing chromium-headless-shell"
[ -n "$(find /usr/share/fonts -iname 'NotoSansCJK*' -print -quit 2>/dev/null)" ] || missing="$missing fonts-noto-cjk"
[ -n "$(find /usr/lib/postgresql -name initdb -print -quit 2>/dev/null)" ] || have initdb ||
    missing="$missing postgresql"

may_install=''
[ "$(id -u)" -ne 0 ] || ! have apt-get || may_install=yes
if [ -n "$missing" ] && [ -z "$may_install" ]; then
    echo "The tests need these Debian packages (or their like):$missing" >&2
    echo "Install them, for example:  sudo apt-get install$missing" >&2
    exit 1
fi
[ -z "$missing" ] || install "$missing"

# chromium will do, but without its windows a page opens in a third of the time
have chromium-headless-shell || [ -z "$may_install" ] || install " chromium-headless-shell" ||
    echo "It cannot be had; the journeys use chromium."
