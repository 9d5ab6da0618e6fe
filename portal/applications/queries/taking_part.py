"""How somebody took part before."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from portal.applications.models import Application, Status
from portal.core.db import db
from portal.programs.models import Round

_CAME = (Status.COMPLETED, Status.INCOMPLETE)
_sent, _round = Application.__table__.c, Round.__table__.c
_ENDED = (
    select(_sent.person_id, _sent.status, _round.ends_on)
    .join(Round.__table__, _round.id == _sent.round_id)
    .where(
        _sent.person_id.in_(bindparam("people", expanding=True)),
        _round.program_id == bindparam("program_id"),
        _sent.status.in_((*_CAME, Status.NO_SHOW)),
        _sent.excuse == "",
    )
    .order_by(_round.ends_on, _sent.id)
)


def ended(person_ids: Collection[int], program_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return (person_id, status, ends_on) of how people ended in a program, the earliest first, without the excused."""
    asked = {"people": list(person_ids), "program_id": program_id}
    return db.session.connection().execute(_ENDED, asked).all()


def times_in_program(person_ids: Collection[int], program_id: int) -> dict[int, int]:
    """Count how often each of some people has taken part in a program."""
    rows = db.session.execute(
        select(Application.person_id, func.count())
        .join(Round, Round.id == Application.round_id)
        .where(
            Application.person_id.in_(person_ids),
            Round.program_id == program_id,
            Application.status.in_((Status.ACTIVE, *_CAME)),
        )
        .group_by(Application.person_id)
    )
    return {row[0]: row[1] for row in rows}
