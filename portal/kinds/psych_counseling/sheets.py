"""Spreadsheets with numbers and no names: the form of a month's list, and the settlement."""

from portal.core import clock
from portal.core.actors import Actor
from portal.core.korean import kdatetime
from portal.core.sheets import Column, write_sheet
from portal.kinds.psych_counseling import messages
from portal.kinds.psych_counseling.models import Kind
from portal.kinds.psych_counseling.queries.cases import live_numbers
from portal.kinds.psych_counseling.queries.sums import Invoice


def sample(provider_id: int) -> bytes:
    """Return a list to be filled in: one line for each live number."""
    return write_sheet(
        title="월별 이용 내역",
        lines=[
            f"방식: {', '.join(messages.WAY.values())}",
            f"구분: {', '.join(messages.KIND.values())}",
            "일자를 적지 않은 행은 지우고 올려 주시기 바랍니다.",
        ],
        columns=[Column("이용번호", is_code=True), Column("일자", width=14), Column("방식"), Column("구분")],
        rows=[
            (number, None, messages.WAY[way], messages.KIND[Kind.ATTENDED]) for number, way in live_numbers(provider_id)
        ],
    )


def settlement(actor: Actor, invoice: Invoice, reason: str) -> bytes:
    """Return a month's settlement with one institution."""
    month = messages.month_words(invoice.month)
    return write_sheet(
        title=f"{month} 정산 내역",
        lines=[
            f"기관: {invoice.provider.name}",
            f"합계: {invoice.sessions:,}회 {invoice.amount:,}원",
            f"내려받은 사람: {actor.name} · 내려받은 때: {kdatetime(clock.now())}",
            f"목적: 비용 정산 · 사유: {reason}",
            messages.SHEET_CARE,
        ],
        columns=[
            Column("이용번호", is_code=True),
            Column("참석"),
            Column("불참(차감)"),
            Column("합계"),
            Column("금액(원)"),
        ],
        rows=[(bill.number, bill.attended, bill.missed, bill.sessions, bill.amount) for bill in invoice.bills],
        footer=f"{month} 정산 내역",
    )
