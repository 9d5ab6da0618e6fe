"""Candidates for appointment, what they wish for, what institutions offer, and the placements between them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.core.db import Model, public_id_column
from portal.directory.models import Person, Unit
from portal.programs.models import Round


class CandidateState(StrEnum):
    """Where somebody stands on the list of candidates (신규임용후보자명부)."""

    REGISTERED = "registered"
    APPOINTED = "appointed"
    REMOVED = "removed"


class PlacementState(StrEnum):
    """Where a placement stands; there is no state in which a willing candidate is refused for want of room."""

    ELIGIBLE = "eligible"
    PROPOSED = "proposed"
    HOST_ACCEPTED = "host_accepted"
    HOST_DECLINED = "host_declined"
    ORDERED = "ordered"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"
    ENDED_BY_APPOINTMENT = "ended_by_appointment"


LIVE = (
    PlacementState.ELIGIBLE,
    PlacementState.PROPOSED,
    PlacementState.HOST_ACCEPTED,
    PlacementState.HOST_DECLINED,
    PlacementState.ORDERED,
)
"""States in which something is still to come or under way."""

_LIVE_SQL = text("state IN ('eligible', 'proposed', 'host_accepted', 'host_declined', 'ordered')")
_STANDING_SQL = text("withdrawn_at IS NULL")


class Candidate(Model):
    """Somebody on the list who is no official yet; a resident registration number is never kept.

    ``account_id`` opens the candidate's own pages. On appointment ``person_id`` names the official this candidate
    becomes, and the row stays, so that the history has one owner; before ``appointed_on`` it is a reservation.
    """

    __tablename__ = "candidate"
    __table_args__ = (
        UniqueConstraint("exam_year", "exam_no", name="uq_candidate_exam_no_per_year"),
        UniqueConstraint("account_id"),
        UniqueConstraint("person_id"),
        CheckConstraint("state <> 'appointed' OR appointed_on IS NOT NULL", name="appointed_on_a_day"),
        Index("ix_candidate_name", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    exam_year: Mapped[int]
    exam_no: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(40))
    birth_date: Mapped[date]
    mobile: Mapped[str] = mapped_column(String(20))
    district: Mapped[str] = mapped_column(String(20))
    series: Mapped[str] = mapped_column(String(20))
    list_valid_until: Mapped[date]
    state: Mapped[CandidateState] = mapped_column(String(12), default=CandidateState.REGISTERED)
    state_reason: Mapped[str] = mapped_column(String(300), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    appointed_on: Mapped[date | None]
    appointed_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    registered_at: Mapped[datetime]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(nullable=False)

    account: Mapped[Account | None] = relationship()
    person: Mapped[Person | None] = relationship()
    appointed_unit: Mapped[Unit | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Wish(Model):
    """What a candidate wishes for in a round; an empty ``available_from`` means the whole of it.

    ``typed_by_id`` is whoever typed it: the candidate's own account, or an officer's on the candidate's behalf.
    """

    __tablename__ = "practicum_wish"
    __table_args__ = (
        Index(
            "uq_practicum_wish_one_standing",
            "candidate_id",
            "round_id",
            unique=True,
            sqlite_where=_STANDING_SQL,
            postgresql_where=_STANDING_SQL,
        ),
        Index("ix_practicum_wish_round_id", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    available_from: Mapped[date | None]
    circumstances: Mapped[str] = mapped_column(String(300), default="")
    pledged_at: Mapped[datetime]
    consent_text: Mapped[str] = mapped_column(String(600))
    typed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    typed_by_name: Mapped[str] = mapped_column(String(40))
    is_on_behalf: Mapped[bool] = mapped_column(default=False)
    submitted_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(nullable=False)

    candidate: Mapped[Candidate] = relationship()
    round: Mapped[Round] = relationship()
    choices: Mapped[list["Choice"]] = relationship(order_by="Choice.rank", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class Choice(Model):
    """A wish's first, second or third choice: an area, and in it perhaps one school."""

    __tablename__ = "practicum_choice"
    __table_args__ = (
        UniqueConstraint("wish_id", "rank", name="uq_practicum_choice_rank"),
        CheckConstraint("rank BETWEEN 1 AND 3", name="rank_from_1_to_3"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wish_id: Mapped[int] = mapped_column(ForeignKey("practicum_wish.id"))
    rank: Mapped[int]
    area: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    unit: Mapped[Unit | None] = relationship()


class WishDraft(Model):
    """What a candidate has typed for a round and not yet sent."""

    __tablename__ = "practicum_wish_draft"
    __table_args__ = (UniqueConstraint("candidate_id", "round_id", name="uq_practicum_wish_draft_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class HostOffer(Model):
    """What an institution can take in a round; no seats means that it answered, and why it cannot.

    ``taken`` moves only in ``seats.py``, by one statement.
    """

    __tablename__ = "practicum_host_offer"
    __table_args__ = (
        UniqueConstraint("unit_id", "round_id", name="uq_practicum_host_offer_one_per_round"),
        CheckConstraint("taken <= seats", name="taken_within_seats"),
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        Index("ix_practicum_host_offer_round_id", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    seats: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    first_day: Mapped[date]
    last_day: Mapped[date]
    supervisor: Mapped[str] = mapped_column(String(40), default="")
    supervisor_phone: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_by_name: Mapped[str] = mapped_column(String(40))
    answered_at: Mapped[datetime]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(nullable=False)

    unit: Mapped[Unit] = relationship()
    round: Mapped[Round] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Placement(Model):
    """A candidate's way through one round: from the wish to the order, or out of it.

    ``first_day`` and ``last_day`` are those of the practicum once a host is named; ``last_day`` moves when it ends
    early. ``reasons`` are the codes of the host that declined last.
    """

    __tablename__ = "practicum_placement"
    __table_args__ = (
        Index(
            "uq_practicum_placement_one_live",
            "candidate_id",
            "round_id",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        CheckConstraint(
            "offer_id IS NOT NULL OR state NOT IN ('proposed', 'host_accepted', 'ordered')", name="placed_at_a_host"
        ),
        Index("ix_practicum_placement_round_id_state", "round_id", "state"),
        Index("ix_practicum_placement_offer_id", "offer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    wish_id: Mapped[int] = mapped_column(ForeignKey("practicum_wish.id"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("practicum_host_offer.id"))
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("practicum_placement.id"))
    state: Mapped[PlacementState] = mapped_column(String(24))
    holds_seat: Mapped[bool] = mapped_column(default=False)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    reply_by: Mapped[date | None]
    reasons: Mapped[list[str]] = mapped_column(default=list)
    order_no: Mapped[str] = mapped_column(String(40), default="")
    moved_at: Mapped[datetime]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(nullable=False)

    candidate: Mapped[Candidate] = relationship()
    round: Mapped[Round] = relationship()
    wish: Mapped[Wish] = relationship()
    offer: Mapped[HostOffer | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class PlacementStep(Model):
    """One line of a placement's history; ``unit_id`` is the host it was about."""

    __tablename__ = "practicum_placement_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("practicum_placement.id"), index=True)
    at: Mapped[datetime]
    actor_name: Mapped[str] = mapped_column(String(40))
    actor_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(16))
    from_state: Mapped[PlacementState | None] = mapped_column(String(24))
    to_state: Mapped[PlacementState] = mapped_column(String(24))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    note: Mapped[str] = mapped_column(String(600), default="")

    unit: Mapped[Unit | None] = relationship()


class StagedList(Model):
    """A list that was read from a file and waits for its officer's yes; it is deleted then, or after a day."""

    __tablename__ = "practicum_staged_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    file_name: Mapped[str] = mapped_column(String(200))
    rows: Mapped[dict[str, Any]]
    read_at: Mapped[datetime]
