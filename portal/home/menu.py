"""The navigation in words: only what this person may use, with counts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.local import LocalProxy

from portal.approvals.policies import may_write_line
from portal.core.access import access_of, the_actor
from portal.core.actors import Actor, Role
from portal.home import queries
from portal.home.first_page import home_of

T = TypeVar("T")

PRACTICUM_DESK = "/admin/practicum"
APPROVALS = ("결재함", "/approvals")
ONLY_STAFF = ("/", "/programs", "/applications")
"""Words that say nothing to people from outside who have the pages of one room."""
WORDS = (
    ("나의 할 일", "/"),
    ("신청하기", "/programs"),
    ("나의 신청", "/applications"),
    ("승인함", "/admin/applications"),
    ("프로그램 운영", "/admin/programs"),
    ("안내 문구", "/admin/words"),
    APPROVALS,
    ("이용 관리", "/partner"),
    ("나의 실무수습", "/practicum"),
    ("실무수습생 받기", "/host"),
    ("실무수습 운영", PRACTICUM_DESK),
    ("직원·업무 찾기", "/people"),
    ("부서별 기능", "/functions"),
    ("당직", "/duty"),
    ("공지사항", "/board"),
    ("자료실(서식)", "/library"),
    ("알림", "/notices"),
    ("계정·권한", "/admin/accounts"),
    ("내려받기", "/exports"),
    ("직원 자료 올리기", "/admin/people-import"),
    ("감사 기록", "/admin/audit"),
    ("월별 점검", "/admin/audit/reviews"),
    ("개인정보 요청", "/admin/privacy-requests"),
    ("메일 발송", "/admin/mail"),
)
"""Words and addresses in the order of the day; who sees a word is what its page declares (core/access.py)."""


@dataclass(frozen=True)
class Entry:
    """One word of the menu."""

    label: str
    url: str
    count: int
    current: bool


def init_app(app: Flask) -> None:
    """Give every page its menu and the number at its bell; a page that shows neither asks nothing."""
    app.context_processor(
        lambda: {
            "menu": LocalProxy(menu),
            "unread": LocalProxy(unread),
            "private_news": LocalProxy(private_news),
            "partner_calls": LocalProxy(partner_calls),
        }
    )


def menu() -> list[Entry]:
    """Return the words for whoever is acting now."""
    return _once("portal_menu", lambda: entries_for(the_actor()))


def unread() -> int:
    """Return how many notices wait to be read."""
    return counts().unread + private_news() + partner_calls()


def counts() -> queries.Counts:
    """Return what waits for whoever is acting now; asked once a page."""
    return _once("portal_counts", lambda: queries.counts_for(the_actor()))


def private_news() -> int:
    """Return in how many places a closed room has something to say to whoever is acting now."""
    return counts().private


def partner_calls() -> int:
    """Return how many people whoever is acting now, for an institution, has still to call."""
    return counts().calls


def entries_for(actor: Actor) -> list[Entry]:
    """Return the words whose pages exist and are open to the actor."""
    if actor.is_anonymous:
        return []
    found = counts()
    numbers = {
        "/": found.to_mend + found.awaiting + found.approvals + found.asked,
        "/admin/applications": found.awaiting,
        APPROVALS[1]: found.approvals,
        "/notices": found.unread + found.private + found.calls,
        "/host": found.asked,
        "/partner": found.calls,
        "/admin/accounts": found.seconds,
        "/admin/mail": found.dead,
        "/admin/privacy-requests": found.privacy,
    }
    allowed = [(label, url) for label, url in WORDS if (roles := _doors().get(url)) and roles & actor.roles]
    hidden = {*(ONLY_STAFF if home_of(actor) else ()), None if found.practicums else PRACTICUM_DESK}
    if not (found.approvals or may_write_line(actor)):  # who only stands in sees the word when there is something
        hidden.add(APPROVALS[1])
    shown = [(label, url) for label, url in allowed if url not in hidden]
    here = max((url for _label, url in shown if _is_above(url)), key=len, default=None)
    return [Entry(label, url, numbers.get(url, 0), url == here) for label, url in shown]


def _once(name: str, make: Callable[[], T]) -> T:
    if name not in g:
        setattr(g, name, make())
    return cast(T, g.get(name))


def _doors() -> dict[str, frozenset[Role]]:
    """Return who may open each address, as the views declare it; an address without a view is left out."""
    kept = current_app.extensions.get("portal_menu_doors")
    if kept is None:
        kept = current_app.extensions["portal_menu_doors"] = {
            url: access.roles for _label, url in WORDS if (access := access_of(_endpoint(url))) and access.roles
        }
    return cast("dict[str, frozenset[Role]]", kept)


def _endpoint(url: str) -> str | None:
    try:
        endpoint: Any = current_app.url_map.bind("").match(url, method="GET")[0]
    except HTTPException:
        return None
    return cast(str, endpoint)


def _is_above(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(f"{url}/"))
