"""The plug of this kind."""

from typing import Any, ClassVar

from portal.applications.forms import ApplicationForm
from portal.applications.models import Application
from portal.directory.models import Person
from portal.kinds.workshops import models as models
from portal.programs.kinds import ProgramKind
from portal.programs.models import Round


class Workshops(ProgramKind):
    """워크숍."""

    key: ClassVar[str] = "workshop"
    label: ClassVar[str] = "워크숍"
    forms: ClassVar[dict[str, type[ApplicationForm]]] = {"": ApplicationForm}

    def refusal(self, person: Person, round_: Round) -> str | None:
        """Say why the person may not apply."""
        return None

    def keep_details(self, application: Application, details: dict[str, Any]) -> None:
        """Store the answers."""

    def details_of(self, application: Application) -> dict[str, Any]:
        """Return the stored answers."""
        return {}

    def answers(self, application: Application) -> list[tuple[str, str]]:
        """Return the answers in words."""
        return []
