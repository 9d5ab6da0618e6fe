"""Names for invented people, as common and as rare as names are."""

from datetime import date
from random import Random

from portal.seeding.division import words

_OLDER, _YOUNGER = 2006, 2019
_SKEW = 0.03


class Names:
    """Gives names that fit the year somebody was hired; some people bear the same name."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        surnames = words("names")["surnames"]
        self.surnames, self.shares = list(surnames), list(surnames.values())
        self.given = {key: text.split() for key, text in words("names")["given"].items()}

    def name(self, gender: str, hired_on: date) -> str:
        """Return a surname and a given name."""
        age = "older" if hired_on.year < _OLDER else "younger" if hired_on.year >= _YOUNGER else "middle"
        given = self.given[f"{gender}_{age}"]
        common_first = [1 / (1 + _SKEW * place) for place in range(len(given))]
        surname = str(self.dice.choices(self.surnames, self.shares)[0])
        while (name := str(self.dice.choices(given, common_first)[0]))[0] == surname:
            continue
        return surname + name
