"""Who may apply: dated rules over what the office knows of a person, kept as data with each round.

A rule is one of
  {} (everybody) · {"all": [rule, …]} · {"any": [rule, …]} · {"not": rule}
  {"fact": "category" | "series" | "grade" | "state" | "unit_kind", "in": [value, …]}, shorter {"state": […]} …
  {"fact": "hired_on", "from": "2024-07-02", "to": "2025-07-01"} (both days included)
  {"service_under_years": 4} · {"service_at_least_years": 2}, with "less_breaks": true counted without leave
  {"unit": [{"id": 12, "name": "동부교육지원청"}, …]} (in one of these branches of the tree)
  {"took_part": 3 | null, "title": "저경력공무원 워크숍", "within_years": 2, "how": "attended" | "absent"}
  {"outside": "신규임용후보자"} (people who are no officials, named in words: no official fits)
Any rule but the one on a date may carry "from" and "until", the first and last day on which it is in force; a rule on
a date is wrapped for that: {"all": [rule], "until": …}. Rules not in force are left out. Which rules are in force
follows from the day of applying, for a group is let in from a day on; years of service are counted at the round's
reference date. Simple service: the anniversary of the day of hire has come or has not. Without leave: 지방공무원
복무규정 §7②. What is not known is neither true nor false, and nobody is let in on it.
"""

from portal.programs.eligibility._core import Answer, Condition, Facts, Needs, Rule, When
from portal.programs.eligibility._rules import answer, fitting, groups, needs_of, parsed
from portal.programs.eligibility._service import Break, Part, first_day_under_years

__all__ = [
    "Answer",
    "Break",
    "Condition",
    "Facts",
    "Needs",
    "Part",
    "Rule",
    "When",
    "answer",
    "first_day_under_years",
    "fitting",
    "groups",
    "needs_of",
    "parsed",
]
