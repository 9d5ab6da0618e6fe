"""The job worker: what time does by itself, each minute or night; every job calls one service and may run twice.

Huey's clock ticks once a minute, and that is enough: notices and history show by their own times, so the minute between
the end of an undo window and its settling is only seen in a seat that is offered a little later. Commands that touch a
round's seats settle first and do not wait for the tick.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Flask
from huey import SqliteHuey, crontab

from portal import config
from portal.accounts import services as accounts
from portal.app import create_app
from portal.applications.services import choosing, passing, rechecking, rounds, settling
from portal.audit import anchors
from portal.core import beats
from portal.exports import services as exports
from portal.kinds.psych_counseling.services import publishing, purging
from portal.kinds.psych_counseling.services import trail as closed_trail
from portal.kinds.workshops import services as workshops
from portal.notifications import post
from portal.notifications.services import outbox, reminding
from portal.rosters import services as rosters
from portal.watch.services import solving, swapping, writing

JOBS = Path(config.from_environment(str(Path.cwd() / "instance"))["JOBS_DATABASE"])
JOBS.parent.mkdir(parents=True, exist_ok=True)

huey = SqliteHuey("portal", filename=str(JOBS), results=False)


@cache
def the_app() -> Flask:
    """Build the portal once, when the first job runs."""
    post.show_letters()
    return create_app()


def run(job: Callable[[], object]) -> None:
    """Run a service as the portal itself, in a context of its own."""
    with the_app().app_context():
        job()


@huey.periodic_task(crontab())  # type: ignore[untyped-decorator]  # huey carries no types
def settle_decisions() -> None:
    """Tell applicants what was decided, free seats and move the lines up."""
    run(settling.settle_due)


@huey.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]  # huey carries no types
def expire_returned_applications() -> None:
    """End applications whose day for a correction has passed."""
    run(settling.expire_returned)


@huey.periodic_task(crontab())  # type: ignore[untyped-decorator]  # huey carries no types
def pass_seats_on() -> None:
    """End offers that nobody answered and seats that nobody confirmed; those who wait move up."""
    run(passing.lapse_offers)
    run(passing.release_unconfirmed)
    run(passing.move_up)


@huey.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]  # huey carries no types
def close_lines() -> None:
    """End the waiting lists on which nobody moves up any more."""
    run(passing.close_lines)


@huey.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]  # huey carries no types
def publish_draws() -> None:
    """Publish the hash of the seed of every round that draws lots."""
    run(choosing.publish_due_draws)


@huey.periodic_task(crontab(minute="*/30"))  # type: ignore[untyped-decorator]  # huey carries no types
def sweep_sessions() -> None:
    """Delete the sessions that have ended."""
    run(accounts.sweep_sessions)


@huey.periodic_task(crontab(hour="0", minute="20"))  # type: ignore[untyped-decorator]  # huey carries no types
def end_rights_of_moved() -> None:
    """Write down the end of rights whose people have moved to another unit."""
    run(accounts.end_grants_of_moved)


@huey.periodic_task(crontab())  # type: ignore[untyped-decorator]  # huey carries no types
def send_letters() -> None:
    """Show that the worker is alive, write the letters that are due, and send what waits."""
    run(lambda: beats.beat("worker"))
    run(outbox.write_due)
    run(outbox.send_waiting)


@huey.periodic_task(crontab(hour="8-18", minute="5"))  # type: ignore[untyped-decorator]  # huey carries no types
def remind() -> None:
    """Remind of starts and deadlines; each is told once, so an hour that was missed is made up for."""
    run(reminding.remind)


@huey.periodic_task(crontab(hour="8-10", minute="40"))  # type: ignore[untyped-decorator]  # huey carries no types
def tell_the_morning() -> None:
    """Tell officers and approvers, once a day, what waits for them."""
    run(reminding.digest)


@huey.periodic_task(crontab(hour="9-17", minute="15"))  # type: ignore[untyped-decorator]  # huey carries no types
def chase_what_is_late() -> None:
    """Remind of what has waited too long, and tell the next higher post after as long again."""
    run(reminding.chase)


@huey.periodic_task(crontab(hour="3", minute="10"))  # type: ignore[untyped-decorator]  # huey carries no types
def sweep_letters() -> None:
    """Delete the letters that are long gone."""
    run(outbox.sweep)


@huey.periodic_task(crontab(hour="2", minute="30"))  # type: ignore[untyped-decorator]  # huey carries no types
def verify_trail() -> None:
    """Go through the chains of both trails and keep their heads outside the database; a fault goes to the log."""
    run(anchors.verify)
    run(closed_trail.verify)


@huey.periodic_task(crontab(hour="0", minute="40"))  # type: ignore[untyped-decorator]  # huey carries no types
def publish_sums() -> None:
    """Publish the sums of the closed room of the month that is past, as soon as they tell of no small group."""
    run(publishing.publish)


@huey.periodic_task(crontab(hour="3", minute="40"))  # type: ignore[untyped-decorator]  # huey carries no types
def purge_closed_room() -> None:
    """Destroy the sealed cases whose year is settled; their sums stay."""
    run(purging.purge)


@huey.periodic_task(crontab(hour="3", minute="30"))  # type: ignore[untyped-decorator]  # huey carries no types
def forget_diets() -> None:
    """Delete what people of workshops that are over wrote about what they eat."""
    run(workshops.forget_diets)


@huey.periodic_task(crontab(hour="0", minute="30"))  # type: ignore[untyped-decorator]  # huey carries no types
def look_again_on_the_first_day() -> None:
    """Look again at everybody in the rounds that begin today."""
    run(rechecking.recheck_first_day)


@huey.periodic_task(crontab(hour="3", minute="35"))  # type: ignore[untyped-decorator]  # huey carries no types
def purge_answers() -> None:
    """Delete the answers to rounds' own questions whose time is over."""
    run(rounds.purge_answers)


@huey.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]  # huey carries no types
def sweep_exports() -> None:
    """Delete the exported files whose day has passed."""
    run(exports.sweep)


@huey.periodic_task(crontab())  # type: ignore[untyped-decorator]  # huey carries no types
def bring_in_officials() -> None:
    """Compare and apply the long files of officials."""
    run(rosters.work)


@huey.periodic_task(crontab(hour="3", minute="50"))  # type: ignore[untyped-decorator]  # huey carries no types
def forget_rosters() -> None:
    """Delete the rows of files of officials on which nobody has worked for a month."""
    run(rosters.forget)


@huey.periodic_task(crontab())  # type: ignore[untyped-decorator]  # huey carries no types
def find_duty_rosters() -> None:
    """Find who is on duty in the months that were asked for."""
    run(solving.work)


@huey.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]  # huey carries no types
def end_late_swaps() -> None:
    """End the swaps whose duty has begun before anybody decided."""
    run(swapping.let_pass)


@huey.periodic_task(crontab(hour="9", minute="5"))  # type: ignore[untyped-decorator]  # huey carries no types
def remind_of_duty() -> None:
    """Tell everybody whose duty is tomorrow."""
    run(writing.remind)
