"""What choosing leaves behind: draws, runs of a selection with every result, scores, offers of a seat, substitutes."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.applications.models import Application
from portal.core.db import Model, public_id_column
from portal.directory.models import Person
from portal.programs.models import SelectionMethod

_LIVE_OFFER = text("state = 'offered'")
_OPEN_SUBSTITUTION = text("state IN ('asked', 'agreed')")


class OfferState(StrEnum):
    """What became of an offered seat; ``closed`` is the end that came from elsewhere."""

    OFFERED = "offered"
    TAKEN = "taken"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CLOSED = "closed"


class SubstitutionState(StrEnum):
    """Where the passing on of a seat stands: asked of the officer, agreed, and then taken by the colleague."""

    ASKED = "asked"
    AGREED = "agreed"
    TAKEN = "taken"
    REFUSED = "refused"
    DROPPED = "dropped"


class Run(Model):
    """One run of a round's method: a proposal that nobody outside sees until it is accepted and told."""

    __tablename__ = "selection_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    method: Mapped[SelectionMethod] = mapped_column(String(20))
    ran_at: Mapped[datetime]
    ran_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ran_by_name: Mapped[str] = mapped_column(String(40))
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    accepted_at: Mapped[datetime | None]
    accepted_by_name: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(nullable=False)

    __mapper_args__ = {"version_id_col": version}


class Result(Model):
    """What a run proposes for one application, why, and what an officer put in its place.

    ``draw_place`` is the place in the draw among all who took part in it; ``seen_version`` the application's version
    when the method ran.
    """

    __tablename__ = "selection_result"
    __table_args__ = (UniqueConstraint("run_id", "application_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("selection_run.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    seen_version: Mapped[int]
    action: Mapped[str] = mapped_column(String(16))
    rank: Mapped[int | None]
    draw_place: Mapped[int | None]
    score: Mapped[float | None]
    grounds: Mapped[list[str]] = mapped_column(default=list)
    changed_to: Mapped[str] = mapped_column(String(16), default="")
    change_reason: Mapped[str] = mapped_column(String(300), default="")
    changed_by_name: Mapped[str] = mapped_column(String(40), default="")

    application: Mapped[Application] = relationship()
    run: Mapped[Run] = relationship()


class ReviewScore(Model):
    """The points one reviewer gives one application."""

    __tablename__ = "review_score"
    __table_args__ = (
        UniqueConstraint("application_id", "reviewer_id"),
        CheckConstraint("points >= 0 AND points <= 100", name="points_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    points: Mapped[int]
    remark: Mapped[str] = mapped_column(String(300), default="")
    given_at: Mapped[datetime]

    reviewer: Mapped[Person] = relationship()


class WaitingOffer(Model):
    """A seat kept for the next in line until ``expires_at``; while it is offered the seat counts as taken."""

    __tablename__ = "waiting_offer"
    __table_args__ = (
        Index(
            "uq_waiting_offer_one_live_per_application",
            "application_id",
            unique=True,
            sqlite_where=_LIVE_OFFER,
            postgresql_where=_LIVE_OFFER,
        ),
        Index("ix_waiting_offer_state_expires_at", "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    state: Mapped[OfferState] = mapped_column(String(12), default=OfferState.OFFERED)
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()


class Substitution(Model):
    """A seat that is passed on to a colleague, who then sends an application of their own in its place."""

    __tablename__ = "substitution"
    __table_args__ = (
        Index(
            "uq_substitution_one_open_per_application",
            "application_id",
            unique=True,
            sqlite_where=_OPEN_SUBSTITUTION,
            postgresql_where=_OPEN_SUBSTITUTION,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    colleague_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[SubstitutionState] = mapped_column(String(12))
    asked_at: Mapped[datetime]
    asked_by_name: Mapped[str] = mapped_column(String(40))
    ended_at: Mapped[datetime | None]
    followed_by_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))

    application: Mapped[Application] = relationship(foreign_keys=[application_id])
    colleague: Mapped[Person] = relationship()
