"""A page for everything that goes wrong: what happened, a way on, and a number to ask with. Nothing else."""

from secrets import token_hex

from flask import Flask, Response, current_app, make_response, render_template, request
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.web import is_fragment_request

HOME = ("처음 화면으로 가기", "/")
AGAIN = "잠시 뒤 다시 시도해 주시기 바랍니다."
CHANGED = "그 사이에 다른 분이 먼저 처리하였습니다. 화면을 새로 고쳐 확인해 주시기 바랍니다."
BUSY = f"지금은 이용이 많아 처리하지 못했습니다. {AGAIN}"
WORDS: dict[int, tuple[str, str]] = {
    400: ("요청을 이해하지 못했습니다", "주소나 입력하신 내용에 읽을 수 없는 글자가 있습니다."),
    401: ("로그인이 필요합니다", "로그인한 뒤 이용해 주시기 바랍니다."),
    403: ("볼 수 없는 화면입니다", "이 화면을 볼 권한이 없습니다."),
    404: ("찾으시는 내용이 없습니다", "주소가 바뀌었거나 없어진 화면입니다."),
    405: ("이 주소로는 할 수 없는 일입니다", "화면의 단추나 차림표로 다시 들어와 주시기 바랍니다."),
    409: ("처리하지 못했습니다", CHANGED),
    413: ("보내신 내용이 너무 큽니다", "파일은 20MB 이하로, 글은 줄여서 다시 보내 주시기 바랍니다."),
    415: ("받을 수 없는 형식입니다", "화면의 양식으로 다시 보내 주시기 바랍니다."),
    422: ("다시 확인해 주시기 바랍니다", "입력하신 내용에 맞지 않는 부분이 있습니다."),
    429: ("잠시 멈추었습니다", f"짧은 시간에 너무 여러 번 시도하셨습니다. {AGAIN}"),
    500: ("처리하지 못했습니다", f"문제가 생겼습니다. 작성하신 내용은 저장되지 않았습니다. {AGAIN}"),
    503: ("지금은 이용할 수 없습니다", f"점검 중이거나 이용이 많습니다. {AGAIN}"),
}


def init_app(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _changed_meanwhile)
    app.register_error_handler(IntegrityError, _changed_meanwhile)
    app.register_error_handler(DataError, _does_not_fit)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(InterfaceError, _database_busy)
    app.register_error_handler(TimeoutError, _database_busy)


def answer(status: int, message: str | None = None) -> Response:
    """Return the page of a status, or its fragment for HTMX; a plain text when not even that can be rendered."""
    title, usual = WORDS.get(status) or WORDS[500 if status >= 500 else 400]
    reference = token_hex(4)
    current_app.logger.info("%s on %s, reference %s", status, _asked_for(), reference)
    template = "errors/_error_fragment.html" if is_fragment_request() else "errors/error.html"
    label, href = ("로그인", "/login") if status == 401 else HOME
    try:
        body = render_template(
            template,
            title=title,
            message=message or usual,
            code=status,
            reference=reference,
            action_label=label,
            action_href=href,
        )
    except Exception:  # the error page must not fail on what went wrong, whatever it was
        current_app.logger.exception("The error page itself failed, reference %s", reference)
        body = _bare(title, message or usual, status, reference)
    response = make_response(body, status)
    response.vary.update(("HX-Request", "HX-Target"))
    return response


def _asked_for() -> str:
    """Name the page that was asked for by its rule: what somebody typed into an address is no matter for a log."""
    return request.url_rule.rule if request.url_rule else f"no page, {len(request.path)} characters"


def _bare(title: str, message: str, status: int, reference: str) -> str:
    return (
        f'<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>{title}</title>'
        '<link rel="stylesheet" href="/static/css/base.css"></head><body>'
        f'<main><h1>{title}</h1><p>{message}</p><p><a href="/">{HOME[0]}</a></p>'
        f"<p>오류 {status} · 참조 번호 {reference}</p></main></body></html>"
    )


def _refused(refusal: Refusal) -> Response:
    return answer(refusal.status, str(refusal))


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    response = answer(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _changed_meanwhile(error: Exception) -> Response:
    db.session.rollback()
    current_app.logger.warning("A constraint or version refused a change: %s", type(error).__name__)
    return answer(409)


def _does_not_fit(error: DBAPIError) -> Response:
    db.session.rollback()
    current_app.logger.warning("The database refused a value: %s", type(error).__name__)
    return answer(400)


def _database_busy(error: Exception) -> Response:
    db.session.rollback()
    current_app.logger.error("The database is busy or away: %r", str(error))
    response = answer(503, BUSY)
    response.headers["Retry-After"] = "5"
    return response
