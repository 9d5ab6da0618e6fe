"""The officers' pages of programs and rounds."""

from portal.programs.admin_views import conditions, programs, questions, rounds
from portal.programs.admin_views._core import bp

__all__ = ["bp", "conditions", "programs", "questions", "rounds"]
