"""What lies on the desks of the demonstration's people on its first day: notices, a draft, files with applications."""

import hashlib
from datetime import timedelta

from portal.applications.models import Attachment, Draft
from portal.applications.queries.mine import applications_of
from portal.core import clock, storage
from portal.core.db import new_public_id
from portal.notifications import messages, wording
from portal.notifications.models import Notice
from portal.notifications.queries import officers_of
from portal.programs.kinds import kind_by_key
from portal.seeding import accounts, queries
from portal.seeding.applications import MORNING
from portal.seeding.division import words
from portal.seeding.rows import Rows

_NEWS_SINCE = MORNING - timedelta(days=7)
_FILES = 4


def load(rows: Rows) -> None:
    """Load the desks."""
    cast = accounts.personas()
    for person_id in sorted({cast["employee"], cast["veteran"], cast["newcomer"], cast["educator"]}):
        _results(rows, person_id)
    _new_applications(rows)
    _draft(rows, cast["newcomer"])
    _files(rows)


def _results(rows: Rows, person_id: int) -> None:
    """Tell somebody, as it was told then, what became of their applications; of the last one it is still new."""
    for application in applications_of(person_id):
        program = application.round.program
        for step in queries.told_of(application.id):
            silent = kind_by_key(program.kind).is_sensitive
            words = wording.said(wording.default_words(step.action), wording.of_application(application, step.note))
            rows.add(
                Notice,
                person_id=person_id,
                title=messages.NEUTRAL if silent else words.title,
                body="" if silent else words.body,
                link=f"/applications/{application.public_id}",
                application_id=application.id,
                created_at=step.at,
                due_at=step.at,
                mailed_at=step.at,
                read_at=step.at + timedelta(hours=2) if step.to_status == "submitted" else None,
            )


def _new_applications(rows: Rows) -> None:
    """Gather what came in of late into one line per officer and program."""
    for program, count, latest in queries.new_applications_since(_NEWS_SINCE):
        is_sensitive = kind_by_key(program.kind).is_sensitive
        for person_id in officers_of(program.owner_unit, MORNING.date()):
            rows.add(
                Notice,
                person_id=person_id,
                title=messages.NEUTRAL_FOR_OFFICERS if is_sensitive else messages.new_applications(program.title),
                link=f"/admin/applications?program={program.id}",
                topic=f"new:{program.id}:{latest.date()}",
                count=count,
                created_at=latest,
                due_at=latest,
                mailed_at=latest,
            )


def _draft(rows: Rows, person_id: int) -> None:
    """Leave a mentee's wishes half written."""
    round_ = queries.open_round("mentoring", "mentee", MORNING)
    typed = {"mobile": ["010-0000-0000"], "mentor_gender": ["무관"], "topics": ["급여", "지출"], "days": ["수요일"]}
    saved_at = clock.at(MORNING.date() - timedelta(days=1), MORNING.time())
    rows.add(Draft, person_id=person_id, round_id=round_.id, key=new_public_id(), answers=typed, saved_at=saved_at)


def _files(rows: Rows) -> None:
    """Give some requests for counseling a paper to read."""
    for number, application in enumerate(queries.open_requests(_FILES), 1):
        data = _paper(f"Paper {number} of the demonstration")
        stored_as = new_public_id() + new_public_id()
        path = storage.path_of(stored_as)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        rows.add(
            Attachment,
            person_id=application.person_id,
            application_id=application.id,
            file_name=words("answers")["file_names"][number % len(words("answers")["file_names"])],
            content_type=storage.TYPES["pdf"],
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            stored_as=stored_as,
            uploaded_at=application.submitted_at,
        )


def _paper(line: str) -> bytes:
    """Return a PDF of one page with one line of letters."""
    drawn = f"BT /F1 14 Tf 72 770 Td ({line}) Tj ET".encode("ascii")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    pdf, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(pdf))
    return pdf + head + table + tail
