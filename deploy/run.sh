#!/bin/sh
# Start the web server and the job worker together, and end them together.
#
#   PORT=8000 WORKERS=2 sh deploy/run.sh
#
# Ctrl+C (or TERM) ends both and exits 0. If one of the two dies, the other is ended and the exit code is 1.
set -u
cd "$(dirname "$0")/.." || exit 1

HOST=${HOST:-127.0.0.1}
PORT=${PORT:-8000}
WORKERS=${WORKERS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)}
web='' jobs='' asked=''
# a process group each: Ctrl+C reaches this script alone, and at the end no grandchild can be left behind
own_group=$(command -v setsid || true)

flask --app wsgi check || exit 1  # production does not serve demonstration accounts

# the server shares a port with whoever has it already, and requests would go to either
if python3 -c 'import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 2)' "$HOST" "$PORT" 2>/dev/null; then
    echo "Something answers on http://$HOST:$PORT already. Stop it, or choose another port: PORT=8001 make run" >&2
    exit 1
fi

# What a password's hash takes (19 MB) goes back to the system at once: a worker keeps 15 MB less. Unset, the C library
# learns from the first hash to keep it.
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-131072}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-131072}"

# processes × 1 thread: several Python threads in one worker cost CPU and a steady p99
# without the texts of documentation, which nobody reads in a server, a worker keeps 8 MB less
PYTHONOPTIMIZE=2 $own_group granian --interface wsgi --host "$HOST" --port "$PORT" --workers "$WORKERS" --blocking-threads 1 \
    --respawn-failed-workers --log-level warning wsgi:app &
web=$!
$own_group huey_consumer portal.worker.huey --workers 1 --graceful-signal TERM --quiet &
jobs=$!

end_both() {
    trap '' INT TERM HUP
    kill -TERM "$web" "$jobs" 2>/dev/null
    left=20
    while [ "$left" -gt 0 ] && { kill -0 "$web" || kill -0 "$jobs"; } 2>/dev/null; do
        sleep 0.5 &
        wait $!  # waiting also takes note of children that have ended
        left=$((left - 1))
    done
    for group in "$web" "$jobs"; do
        kill -KILL "-$group" 2>/dev/null || kill -KILL "$group" 2>/dev/null
    done
    wait
}
trap 'asked=yes' INT TERM HUP

echo "The portal answers on http://$HOST:$PORT (Ctrl+C ends it)."
while [ -z "$asked" ] && kill -0 "$web" 2>/dev/null && kill -0 "$jobs" 2>/dev/null; do
    sleep 1 &
    wait $!
done

[ -n "$asked" ] || echo "The web server or the job worker has ended by itself; ending the other one." >&2
end_both
[ -n "$asked" ]
