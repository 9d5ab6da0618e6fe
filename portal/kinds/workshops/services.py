"""What time does: what was told about health is forgotten when the workshop is over."""

from portal.core import clock
from portal.core.transaction import command
from portal.kinds.workshops import queries


@command
def forget_diets() -> int:
    """Delete what people of workshops that are over wrote about what they eat, sent or not; return of how many."""
    over = clock.today()
    answers, drafts = queries.diets_of_workshops_over(over), queries.drafts_of_workshops_over(over)
    for row in answers:
        row.diet = ""
    for draft in drafts:
        draft.answers = {name: typed for name, typed in draft.answers.items() if not name.startswith("diet")}
    return len(answers) + len(drafts)
