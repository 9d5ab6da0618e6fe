#!/bin/sh
# Run a command with a throwaway PostgreSQL: loopback only, a free port, no fsync, gone at the end.
#
#   sh tests/postgres.sh .venv/bin/pytest
#
# The command finds the server in PORTAL_TEST_DATABASE_URL (user postgres, may create databases).
set -eu

bin=$(find /usr/lib/postgresql -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)") || { echo "PostgreSQL is not installed." >&2; exit 1; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/portal-postgres.XXXXXX")  # the X are mktemp's own

# root may not run PostgreSQL: become the user that Debian made for it
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi
}
[ "$(id -u)" -ne 0 ] || chown postgres "$folder"

stop() {
    as_owner "cd '$folder' && '$bin/pg_ctl' -D '$folder/data' -m immediate -w stop" >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

as_owner "cd '$folder' && '$bin/initdb' -D '$folder/data' -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N" \
    >"${TMPDIR:-/tmp}/portal-initdb.$$" 2>&1 || { cat "${TMPDIR:-/tmp}/portal-initdb.$$" >&2; exit 1; }
rm -f "${TMPDIR:-/tmp}/portal-initdb.$$"

# another program may take the free port first: then try the next one
tries=5
while :; do
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    if as_owner "cd '$folder' && '$bin/pg_ctl' -D '$folder/data' -l '$folder/data/server.log' -w start -o '\
-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c fsync=off -c synchronous_commit=off \
-c full_page_writes=off -c max_connections=200'" >/dev/null 2>&1; then break; fi
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { cat "$folder/data/server.log" >&2; exit 1; }
done

PORTAL_TEST_DATABASE_URL="postgresql+psycopg://postgres@127.0.0.1:$port/postgres" "$@"
