"""What is open to somebody about their own seat: an offer, a confirmation, a colleague instead, and why so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.applications import chosen_words, substitute_words, waiting_words
from portal.applications.models import AWAITING, Application, Status
from portal.applications.queries import choosing, lines, substitutes
from portal.applications.records import Substitution
from portal.applications.services.passing import confirms_until
from portal.applications.services.substituting import is_passable
from portal.core.korean import kdatetime
from portal.programs.kinds import kind_of
from portal.programs.models import Round, SubstitutionRule
from portal.programs.rules import Rules, moved_on, rules_of


@dataclass(frozen=True)
class Seat:
    """One's own application, as far as its seat goes; texts are empty where there is nothing to say."""

    offered_until: datetime | None = None
    rule: str = ""
    confirm_until: datetime | None = None
    confirmed: str = ""
    outcome: Sequence[str] = ()
    may_send_colleague: bool = False
    substitution: Substitution | None = None
    substitution_state: str = ""


def seat_of(application: Application, told: Status) -> Seat:
    """Return what is open about a seat, to its applicant who was told of a state."""
    round_, rules = application.round, rules_of(application.round_id)
    if kind_of(round_.program).is_sensitive:
        return Seat()
    if told == Status.WAITLISTED:
        offer = lines.live_offer(application.id)
        return Seat(
            offered_until=moved_on(offer.expires_at) if offer else None,
            rule=waiting_words.rule_of(rules, last_day(round_, rules)),
            outcome=_outcome(application),
        )
    if told != Status.APPROVED:
        return Seat(outcome=() if told in (*AWAITING, Status.RETURNED) else _outcome(application))
    asked = substitutes.open_substitution(application.id)
    wants_confirmation = rules.confirm_by is not None and application.confirmed_at is None
    return Seat(
        confirm_until=confirms_until(application, rules) if wants_confirmation else None,
        confirmed=kdatetime(application.confirmed_at) if application.confirmed_at else "",
        outcome=_outcome(application),
        may_send_colleague=rules.substitution != SubstitutionRule.NONE and is_passable(application) and not asked,
        substitution=asked,
        substitution_state=substitute_words.STATE[asked.state] if asked else "",
    )


def last_day(round_: Round, rules: Rules) -> date:
    """Return the last day on which somebody moves up."""
    return rules.moves_up_until or round_.starts_on - timedelta(days=1)


def offers_to(applications: Sequence[Application]) -> dict[int, datetime]:
    """Return by application until when a seat is kept for its answer."""
    waiting = [one.id for one in applications if one.status == Status.WAITLISTED and one.holds_seat]
    return {number: moved_on(offer.expires_at) for number, offer in lines.live_offers(waiting).items()}


def _outcome(application: Application) -> Sequence[str]:
    """Return rank, score and grounds of an accepted selection; what an officer changed says only the reason."""
    result = choosing.accepted_result(application.id)
    if result is None:
        return ()
    if result.changed_to:
        return (result.change_reason,)
    rank = [chosen_words.ranked(result.rank, result.score)] if result.rank else []
    return (*rank, *result.grounds)
