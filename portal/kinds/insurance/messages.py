"""What this kind says in Korean."""

from portal.core.korean import kdate
from portal.kinds.insurance.models import InsuranceContract

HOW = (
    "신청하지 않으셔도 대상 공무원 전원에게 적용됩니다. "
    "공무와 관련하여 소송이나 수사를 받게 되시면 담당자에게 바로 알려 주시기 바랍니다."
)


def facts(contract: InsuranceContract) -> list[tuple[str, str]]:
    """Say how many are insured, counted when, and against what."""
    counted = f"{contract.insured_count:,}명({kdate(contract.as_of, weekday=False)} 기준)"
    return [
        ("몇 명이 대상입니까", f"{contract.insured_text} {counted}".strip()),
        ("무엇을 보장합니까", contract.coverage_text),
    ]
