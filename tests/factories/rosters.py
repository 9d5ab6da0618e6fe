"""Files of officials to bring in."""

from io import BytesIO

from sqlalchemy import select
from xlsxwriter import Workbook

from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.core.sheets import Column, write_sheet
from portal.directory.models import Assignment, Person, Post, Unit
from portal.rosters import queries, services
from portal.rosters.columns import FIELDS

ADMIN = Actor(account_id=None, name="관리자", held=(Held(Role.ADMIN),))
NEW = {
    "성명": "새사람", "신분구분": "일반직", "직렬": "교육행정", "직급": "9급", "소속": "총무과 인사팀", "내선": "9299",
}  # fmt: skip


def sheet(rows, columns=None):
    """Return an .xlsx of rows given by the words of their columns."""
    labels = columns or [field.label for field in FIELDS if any(field.label in row for row in rows)]
    return write_sheet(
        title="직원",
        lines=["서식"],
        columns=[Column(label, is_code=True) for label in labels],
        rows=[[row.get(label, "") for label in labels] for row in rows],
    )


def sheet_with_a_formula(rows, *, in_row):
    """Return an .xlsx as somebody saved it in which one grade is reckoned; the header is row 1."""
    kept = BytesIO()
    with Workbook(kept, {"in_memory": True}) as book:
        page = book.add_worksheet("직원")
        page.write_row(0, 0, rows[0])
        for number, row in enumerate(rows, 1):
            page.write_row(number, 0, row.values())
        page.write_formula(in_row - 1, list(rows[0]).index("직급"), '="9"&"급"', None, "9급")
    return kept.getvalue()


def brought(rows, day, *, columns=None, actor=ADMIN):
    """Bring a file in and compare it."""
    roster = services.bring_in(actor, sheet(rows, columns), file_name="직원.xlsx", valid_from=day)
    services.check(roster.public_id)
    return queries.roster_or_missing(roster.public_id)


def applied(rows, day, *, only_good=False, columns=None):
    """Bring a file in and apply it."""
    roster = brought(rows, day, columns=columns)
    services.apply(ADMIN, roster.public_id, only_good=only_good, version=roster.version)
    services.carry_out(roster.public_id)
    return queries.roster_or_missing(roster.public_id)


def number_of(office, name):
    return office.people[name].person.personal_no


def row(office, name, **more):
    return {"개인번호": number_of(office, name), "성명": name, **more}


def outcomes(roster):
    return [line.outcome for line in queries.lines_of(roster.id)]


def errors(roster):
    return [" ".join(line.errors) for line in queries.lines_of(roster.id)]


def picture():
    """Everything an import may touch, to compare before and after."""
    return {
        model.__tablename__: sorted(db.session.execute(select(*model.__table__.columns)).all(), key=lambda one: one.id)
        for model in (Person, Post, Assignment)
    }


def posts_of(name):
    held = select(Assignment, Unit.name).join(Post, Post.id == Assignment.post_id).join(Unit, Unit.id == Post.unit_id)
    found = db.session.execute(held.join(Person, Person.id == Assignment.person_id).where(Person.name == name))
    return sorted((unit, one.valid_from, one.valid_to, one.extension) for one, unit in found)
