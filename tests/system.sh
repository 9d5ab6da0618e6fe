#!/bin/sh
# What the tests need from the system: a browser, a font with Korean and 漢字, PostgreSQL.
# As root on Debian they are installed when missing; otherwise this says what to install, and fails.
set -eu

missing=''
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
[ -n "$(find /usr/share/fonts -iname 'NotoSansCJK*' -print -quit 2>/dev/null)" ] || missing="$missing fonts-noto-cjk"
[ -n "$(find /usr/lib/postgresql -name initdb -print -quit 2>/dev/null)" ] || command -v initdb >/dev/null 2>&1 ||
    missing="$missing postgresql"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need these Debian packages (or their like):$missing" >&2
    echo "Install them, for example:  sudo apt-get install$missing" >&2
    exit 1
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086  # a list of names
apt-get install -y -qq --no-install-recommends $missing >/dev/null
