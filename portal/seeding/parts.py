"""The parts of the seed in their order; each is loaded once, in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from portal.audit import chain
from portal.core import clock
from portal.core.db import db
from portal.core.transaction import command
from portal.seeding import (
    accounts,
    applications,
    approvals,
    boards,
    closed_room,
    contracts,
    desks,
    directory,
    guarding,
    members,
    officials,
    organization,
    people_moves,
    practicum,
    programs,
    report,
    rounds,
    schools,
    staff,
    watch,
)
from portal.seeding.models import SeedPart
from portal.seeding.rows import Rows

OPENING_HOUR = time(9)


@dataclass(frozen=True)
class Part:
    """One part: its name in the database, what is told while it is loaded, and the function that adds its rows."""

    name: str
    label: str
    load: Callable[[Rows], None]
    is_fictional: bool = False


PARTS = (
    Part("organization", "기관과 정원", organization.load),
    Part("printed_people", "보고서에 실린 사람", staff.load_printed),
    Part("functions", "주요 기능", staff.load_functions),
    Part("programs", "프로그램과 회차", programs.load),
    Part("session_rule", "이용 횟수 기준", closed_room.load_rule),
    Part("contracts", "보험 계약과 회의", contracts.load),
    Part("texts", "보고서 문구", report.load_texts),
    Part("plans", "향후 계획", report.load_plans),
    Part("budget", "예산", report.load_budget),
    Part("directory", "찾기말과 공휴일", directory.load),
    Part("watch_rules", "당직 종류와 기준", watch.load_rules),
    Part("division_people", "총무과 직원(가상)", staff.load_others, is_fictional=True),
    Part("schools", "학교(가상)", schools.load, is_fictional=True),
    Part("officials", "전체 직원(가상)", officials.load, is_fictional=True),
    Part("appointments", "업무 담당과 대행(가상)", staff.appoint, is_fictional=True),
    Part("moves", "부재와 발령(가상)", people_moves.load, is_fictional=True),
    Part("accounts", "계정과 권한(가상)", accounts.load, is_fictional=True),
    Part("rounds", "접수 중인 회차(가상)", rounds.load, is_fictional=True),
    Part("approval_lines", "결재선(가상)", approvals.load, is_fictional=True),
    Part("mentees", "멘토링 대상자(가상)", applications.load_mentees, is_fictional=True),
    Part("applications", "신청과 처리 기록(가상)", applications.load, is_fictional=True),
    Part("closed_room", "비공개 서비스 이용(가상)", closed_room.load, is_fictional=True),
    Part("members", "위원과 교육생(가상)", members.load, is_fictional=True),
    Part("practicum", "임용후보자와 실무수습(가상)", practicum.load, is_fictional=True),
    Part("desks", "알림과 임시저장(가상)", desks.load, is_fictional=True),
    Part("boards", "공지와 서식(가상)", boards.load, is_fictional=True),
    Part("watch", "당직표와 일지(가상)", watch.load, is_fictional=True),
    Part("guarding", "개인정보 담당의 일(가상)", guarding.load, is_fictional=True),
)


def missing_parts(*, with_fiction: bool) -> list[Part]:
    """Return the parts that are not in the database yet."""
    loaded = set(db.session.scalars(select(SeedPart.name)))
    return [part for part in PARTS if part.name not in loaded and (with_fiction or not part.is_fictional)]


def seed(*, with_fiction: bool, today: date) -> Iterator[Part]:
    """Load what is missing, part by part; each is yielded before its work begins."""
    begin_chain()
    parts = missing_parts(with_fiction=with_fiction)
    if with_fiction and parts:
        start_clock(today)
    for part in parts:
        yield part
        load(part)


@command
def start_clock(today: date) -> None:
    """Let the demonstration begin in the morning of a day; a clock that runs is left alone."""
    clock.start_at(datetime.combine(today, OPENING_HOUR))


@command
def begin_chain() -> None:
    """Seal the trail of a portal older than its chain, once."""
    if chain.head().position == 0:
        chain.seal_loose()


@command
def load(part: Part) -> None:
    """Load one part and remember that it is there."""
    rows = Rows()
    part.load(rows)
    rows.insert()
    chain.seal_loose()
    db.session.add(SeedPart(name=part.name, loaded_at=clock.now()))
