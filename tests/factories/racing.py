"""Several people at the same moment."""

from contextvars import Context
from threading import Barrier, Thread

from portal.core.db import db


def all_at_once(app, acts):
    """Run acts at the same moment, each in a thread of its own, and return what each answered or raised."""
    answers, ready = [None] * len(acts), Barrier(len(acts))

    def run(n):
        with app.app_context():
            ready.wait()
            try:
                answers[n] = acts[n]()
            except Exception as error:
                answers[n] = error
            finally:
                db.session.remove()

    threads = [Thread(target=Context().run, args=(run, n)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
