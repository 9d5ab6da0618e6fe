"""The closed room's own tables. Whoever reads them all without the keys learns no name, contact or wish.

Days stand where an hour could be laid beside a server's log, and marks (HMAC) where an id would name somebody.
"""

from portal.kinds.psych_counseling.models.cases import Allowance, Case, Consent, Extension, Session
from portal.kinds.psych_counseling.models.contract import Member, Price, Provider, Reopening, Rule, Settlement, Upload
from portal.kinds.psych_counseling.models.trace import Count, Opening, Release, Trail
from portal.kinds.psych_counseling.models.words import LIVE, Asked, Axis, Ending, Kind, State, Way

__all__ = [
    "LIVE", "Allowance", "Asked", "Axis", "Case", "Consent", "Count", "Ending", "Extension", "Kind", "Member",
    "Opening", "Price", "Provider", "Release", "Reopening", "Rule", "Session", "Settlement", "State", "Trail",
    "Upload", "Way",
]  # fmt: skip
