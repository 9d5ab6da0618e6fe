"""The three sides of the closed room: the person, the institution, the owner's team."""

from portal.kinds.psych_counseling.views import contract, desk, openings, own, partner, settling, uploads
from portal.kinds.psych_counseling.views._core import desk_bp, own_bp, partner_bp

__all__ = ["contract", "desk", "desk_bp", "openings", "own", "own_bp", "partner", "partner_bp", "settling", "uploads"]
