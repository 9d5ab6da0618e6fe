"""What comes as the body of a request: of the wrong kind, broken, too large, or with more in it than was asked."""

import json

import pytest
from sqlalchemy import func, select

from portal.applications.models import Application, Draft, Status
from portal.core.actors import Role
from portal.core.db import Model, db
from portal.core.front import HEADERS, ORDINARY_BODY
from tests.attack.junk import encoded
from tests.attack.test_junk import CASES
from tests.attack.turns import in_turn
from tests.factories.applications import WORKSHOP_SENT, applied, employee, form_address, sending_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")

POSTS = [name for name, (method, _) in CASES.items() if method == "POST"]
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
PART = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
HEAD = b'--x\r\nContent-Disposition: form-data; name="%s"'
TWICE = 2 * ORDINARY_BODY
UNCLOSED = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
"""A form that is given up in its midst leaves its files to the garbage collector, which closes them at once."""
LARGEST = 64 * 1024 * 1024  # where files are taken


def rows() -> dict[str, int]:
    """Count the rows of every table but the sessions, whose time goes on."""
    db.session.rollback()
    tables = [table for table in Model.metadata.sorted_tables if table.name not in ("web_session", "login_attempt")]
    return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def multipart(fields: dict[str, object]) -> str:
    pairs = [(k, v) for k, given in fields.items() for v in (given if isinstance(given, list) else [given])]
    return "".join(PART.format(name, value) for name, value in pairs)


def sound(answer) -> bool:
    """Say whether the answer is no fault of ours and carries what every answer does."""
    return answer.status_code < 500 and all(name in answer.headers for name in HEADERS)


KINDS = {
    "application/json": lambda said, _form: said,
    "application/json; charset=utf-16": lambda said, _form: said.encode("utf-16"),
    "application/problem+json": lambda said, _form: said,
    "text/plain": lambda _said, form: form,
    "": lambda _said, form: form,
    "application/xml": lambda said, _form: f"<a>{said}</a>",
    "application/x-www-form-urlencoded2": lambda _said, form: form,
    "nonsense": lambda _said, _form: b"\xff\x00",
}


def every_door(office) -> dict[str, tuple[str, dict[str, object]]]:
    """Return of each address that takes a form one that is there, with good fields."""
    return {case: CASES[case][1](office) for case in POSTS}


def faults_at_every_door(client, office, bodies, good=lambda _case, answer: sound(answer), doors=None):
    """Send bodies in turn to each address that takes a form, some by HTMX, and return what is answered badly.

    A body is a function of the form's fields; where one was taken, the next finds something fresh.
    """
    wrong = {}
    for n, (case, (path, fields)) in enumerate((doors or every_door(office)).items()):
        for m, (what, body) in enumerate(in_turn(list(bodies.items()), n, of=4)):
            headers = {"HX-Request": "true", "HX-Target": "main"} if (n + m) % 2 else {}
            answer = client.post(path, headers=headers, **body(fields))
            if not good(case, answer):
                wrong[case, what] = answer.status_code
            if answer.status_code < 400:
                path, fields = CASES[case][1](office)
    return wrong


def test_what_is_no_form_is_refused_and_orders_nothing(as_, office) -> None:
    def of_kind(kind):
        return lambda fields: {
            "data": KINDS[kind](json.dumps(fields, default=str), encoded(fields)),
            "content_type": kind,
        }

    def refused(_case, answer):
        return answer.status_code == 415 and "양식으로 다시" in answer.text and sound(answer)

    client, doors = as_(office.account), every_door(office)
    before = rows()
    bodies = {kind: of_kind(kind) for kind in KINDS}
    assert faults_at_every_door(client, office, bodies, refused, doors) == {}
    assert rows() == before


def test_a_form_is_read_as_utf_8_whatever_it_claims(as_, office) -> None:
    def claiming(charset):
        return lambda fields: {"data": encoded(fields), "content_type": f"{FORM}; charset={charset}"}

    charsets = {charset: claiming(charset) for charset in ("nonsense", "utf-16", "euc-kr")}
    assert faults_at_every_door(as_(office.account), office, charsets) == {}


def takes_files(app, case: str) -> bool:
    return app.view_functions[case.split()[0]].access.takes_files


def as_it_is(data: bytes, content_type: str):
    return lambda _fields: {"data": data, "content_type": content_type}


BROKEN = {
    "no boundary": (b"--x\r\n", "multipart/form-data"),
    "empty boundary": (b"--\r\n", "multipart/form-data; boundary="),
    "long boundary": (b"--x\r\n", f"multipart/form-data; boundary={'x' * 5_000}"),
    "another boundary": (PART.format("note", "1").encode() + b"--x--", "multipart/form-data; boundary=y"),
    "nothing": (b"", PARTS),
    "cut off in a head": (b"--x\r\nContent-Disposition: form-da", PARTS),
    "cut off in a value": (b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nabc', PARTS),
    "cut off in a file": (b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF', PARTS),
    "no name": (b"--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--", PARTS),
    "no disposition": (b"--x\r\nX: y\r\n\r\nabc\r\n--x--", PARTS),
    "endless head": (b"--x\r\nContent-Disposition: form-data; name=" + b"a" * 100_000, PARTS),
    "bad charset": (HEAD % b"a" + b"\r\nContent-Type: a/b; charset=no\r\n\r\n\xff\r\n--x--", PARTS),
    "bytes as a name": (b'--x\r\nContent-Disposition: form-data; name="\xff\xfe"\r\n\r\nabc\r\n--x--', PARTS),
    "2,000 parts": ("".join(PART.format(f"f{n}", n) for n in range(2_000)).encode() + b"--x--\r\n", PARTS),
    "2,000 files": ((HEAD % b"files" + b'; filename="a.pdf"\r\n\r\n%PDF\r\n') * 2_000 + b"--x--", PARTS),
    "30,000 fields": (b"&".join(b"a%d=1" % n for n in range(30_000)), FORM),
}  # fmt: skip


def test_a_form_with_one_field_left_out_is_answered(as_, office) -> None:
    client, wrong = as_(office.account), {}
    for n, (case, (path, fields)) in enumerate(every_door(office).items()):
        for left_out in in_turn(list(fields), n, of=2):
            sent = {name: value for name, value in fields.items() if name != left_out}
            answer = client.post(path, data=encoded(sent), content_type=FORM)
            if not sound(answer):
                wrong[case, left_out] = answer.status_code
            if answer.status_code < 400:
                path, fields = CASES[case][1](office)
    assert wrong == {}


@UNCLOSED
def test_a_broken_form_is_answered_wherever_it_is_sent(as_, office) -> None:
    broken = {what: as_it_is(*sent) for what, sent in BROKEN.items()}
    assert faults_at_every_door(as_(office.account), office, broken) == {}


def test_of_a_field_sent_twice_one_counts_and_nothing_breaks(as_, office) -> None:
    def doubled(fields):
        return {name: [*(given if isinstance(given, list) else [given]), "x"] for name, given in fields.items()}

    twice = {
        "as fields": lambda fields: {"data": encoded(doubled(fields)), "content_type": FORM},
        "as parts": lambda fields: {
            "data": (multipart(doubled(fields)) + "--x--\r\n").encode(),
            "content_type": PARTS,
        },
    }
    assert faults_at_every_door(as_(office.account), office, twice) == {}


@pytest.mark.parametrize("limit", [TWICE, 2 * LARGEST])
def test_twice_the_limit_is_refused_by_its_length_on_every_address(app, as_, office, limit) -> None:
    def too_large(kind):
        return lambda _fields: {"content_type": kind, "environ_overrides": {"CONTENT_LENGTH": str(limit)}}

    def refused(case, answer):
        return (limit == TWICE and takes_files(app, case)) or (
            answer.status_code == 413 and "너무 큽니다" in answer.text
        )

    kinds = {kind: too_large(kind) for kind in (FORM, PARTS, "text/plain", "application/octet-stream")}
    assert faults_at_every_door(as_(office.account), office, kinds, refused) == {}


def test_twice_the_limit_in_chunks_is_refused_where_no_length_is_told(as_, office) -> None:
    chunked = {"wsgi.input_terminated": True, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}

    def in_chunks(kind, data):
        return lambda _fields: {"data": data, "content_type": kind, "environ_overrides": chunked}

    bodies = {
        "a field": in_chunks(FORM, b"a=" + b"x" * TWICE),
        "a part": in_chunks(PARTS, PART.format("note", "x" * TWICE).encode() + b"--x--\r\n"),
    }
    client = as_(office.account)
    assert faults_at_every_door(client, office, bodies, lambda _case, answer: answer.status_code == 413) == {}


MORE = {
    "status": "approved", "told_status": "approved", "role": "admin", "roles": "admin", "is_admin": "1", "owner": "1",
    "owner_unit_id": "1", "person_id": "1", "account_id": "1", "actor": "1", "approved_by": "1", "decided_by_id": "1",
    "decided_at": "2025-01-01", "created_at": "2020-01-01", "submitted_at": "2020-01-01T00:00", "holds_seat": "1",
    "place": "0", "seats_taken": "0", "capacity": "9999", "id": "1", "public_id": "f" * 32, "round_id": "1",
    "receipt_no": "2025-AAAAAAAA", "typed_by_id": "1", "assignee_id": "1", "settles_at": "", "eligibility_words": "x",
    "snapshot_grade": "1급", "consent_text": "", "privacy_at": "x", "is_fictional": "1", "_method": "DELETE",
}  # fmt: skip
SETTLED_BY_US = (
    "status", "told_status", "person_id", "holds_seat", "place", "round_id", "typed_by_id", "assignee_id", "settles_at",
    "decided_by_id", "decided_at", "submitted_at", "eligibility_words", "snapshot_grade", "consent_text",
)  # fmt: skip


def as_stored(application: Application) -> dict[str, object]:
    db.session.rollback()
    fresh = db.session.get_one(Application, application.id, populate_existing=True)
    return {name: getattr(fresh, name) for name in SETTLED_BY_US}


def test_an_applicant_cannot_send_what_is_not_asked(as_, clock) -> None:
    """Two people send the same form, one of them with more in it; what is stored differs only by who and when."""
    round_ = open_round(capacity=1)
    first = applied(employee(), round_)
    sly = employee(grade="9급", series="교육행정")
    client = as_(sly)
    assert client.post(form_address(round_), data={**MORE, **WORKSHOP_SENT}).status_code == 303
    draft = db.session.scalars(select(Draft)).one()
    assert not set(MORE) & set(draft.answers)
    assert client.post(sending_address(round_), data={**MORE, "key": draft.key}).status_code == 303
    sent = db.session.scalars(select(Application).where(Application.person_id == sly.person_id)).one()
    assert sent.status == sent.told_status == Status.WAITLISTED
    assert (sent.place, sent.holds_seat, sent.typed_by_id) == (2, False, sly.id)
    assert sent.receipt_no != MORE["receipt_no"] and sent.public_id != MORE["public_id"]
    assert (sent.snapshot_grade, sent.consent_text) == ("교육행정 9급", first.consent_text)
    assert (sent.submitted_at, sent.assignee_id, sent.is_fictional) == (clock.now(), None, False)
    before = as_stored(sent)
    changed = {**MORE, **WORKSHOP_SENT, "expect": "바꿉니다.", "version": "1"}
    assert client.post(f"/applications/{sent.public_id}/correction", data=changed).status_code == 303
    assert as_stored(sent) == before


def test_an_officer_cannot_send_what_is_not_asked(as_) -> None:
    officer, other = employee(Role.OFFICER), employee(Role.OFFICER)
    sent = applied(employee(), open_round())
    before, at = as_stored(sent), f"/admin/applications/{sent.public_id}"
    client = as_(officer)
    assert client.post(f"{at}/notes", data={**MORE, "note": "메모"}).status_code in (200, 303)
    assert as_stored(sent) == before
    handed = {**MORE, "handler": other.person.public_id, "version": str(sent.version)}
    assert client.post(f"{at}/assignment", data=handed).status_code in (200, 303)
    assert as_stored(sent) == {**before, "assignee_id": other.person_id}
    db.session.refresh(sent)
    decision = {**MORE, "mark": f"{sent.public_id}:{sent.version}", "action": "approve", "actor_account_id": "1"}
    assert client.post("/admin/applications/decisions", data=decision).status_code in (200, 303)
    after = as_stored(sent)
    assert (after["status"], after["told_status"], after["decided_by_id"]) == (
        "approved",
        "submitted",
        officer.person_id,
    )
    assert after["settles_at"] is not None


def test_a_log_in_gives_no_role_that_was_not_granted(client) -> None:
    account = employee()
    data = {**MORE, "login_id": account.login_id, "password": "산책-하는-고양이-7", "roles": ["admin", "auditor"]}
    assert client.post("/login", data=data).status_code == 303
    assert client.get("/admin/audit").status_code == 403
