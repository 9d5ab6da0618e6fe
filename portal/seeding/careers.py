"""When invented people were hired: on the days offices hire, and earlier the higher the grade."""

from datetime import date, timedelta
from random import Random

COHORT_FIRST, COHORT_LAST = date(2024, 7, 2), date(2025, 7, 1)
_COHORT_DAYS = {
    date(2024, 9, 1): 30,
    date(2024, 10, 14): 6,
    date(2025, 1, 1): 34,
    date(2025, 3, 1): 14,
    COHORT_LAST: 16,
}
_YEARS = {
    "3급": (1991, 1994),
    "4급": (1991, 1998),
    "5급": (1995, 2005),
    "6급": (1999, 2012),
    "7급": (2011, 2018),
    "8급": (2018, 2021),
    "9급": (2022, 2023),
    "장학관": (1994, 2004),
    "기록연구사": (2009, 2019),
}
_DAYS = ((1, 1), (1, 1), (3, 1), (7, 1), (7, 1), (9, 1))
_LAST_BEFORE_COHORT = date(2024, 7, 1)


class Careers:
    """Draws days of hire, of the present grade and of the present post."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice

    def hired_on(self, grade: str) -> date:
        """Return a day on which somebody of this grade may have been hired; never in the cohort of mentees."""
        first, last = _YEARS.get(grade, (2006, 2019))
        if grade == "9급" and self.dice.random() < 0.3:
            return self.dice.choice((date(2024, 1, 1), date(2024, 3, 1), _LAST_BEFORE_COHORT))
        return date(self.dice.randint(first, last), *self.dice.choice(_DAYS))

    def in_cohort(self) -> date:
        """Return a day of hire that makes somebody a mentee of 2025."""
        return self.dice.choices(list(_COHORT_DAYS), list(_COHORT_DAYS.values()))[0]

    def grade_since(self, grade: str, hired_on: date) -> date:
        """Return since when somebody has had the grade."""
        if grade == "9급":
            return hired_on
        years = self.dice.randint(0, 6)
        return max(hired_on + timedelta(days=500), date(2025 - years, self.dice.choice((1, 7)), 1))

    def post_since(self, hired_on: date) -> date:
        """Return since when somebody has held the post: people move every two years or so."""
        return max(hired_on, date(self.dice.choice((2023, 2024, 2024, 2025)), self.dice.choice((1, 7)), 1))
