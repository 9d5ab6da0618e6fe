"""What officers fill in when they plan a round."""

from wtforms.validators import Optional, ValidationError

from portal.core.fields import WholeNumber
from portal.core.forms import PortalForm, StringField, at_most, required
from portal.kinds.practicum.forms.fields import Day, Moment, NoResidentNumber
from portal.kinds.practicum.orders import Planned
from portal.programs.models import Round

MOST_DAYS = 366


class RoundForm(PortalForm):
    """The name, the days and the hours of a round; everything else is taken over from the one before."""

    name = StringField(
        "차수 이름",
        [required(), at_most(20), NoResidentNumber()],
        description="예: 4차",
        render_kw={"maxlength": 20},
    )
    starts_on = Day("실무수습 시작일", [required()])
    ends_on = Day("실무수습 종료일", [required()])
    apply_from = Moment("희망서 접수 시작", [required()])
    apply_to = Moment("희망서 접수 마감", [required()])
    results_on = Day(
        "배치 안내일", [Optional()], description="후보자에게 ‘이날까지 알려 드립니다’라고 보입니다. 비워 두셔도 됩니다."
    )
    version = WholeNumber(validators=[Optional()])

    def planned(self) -> Planned:
        """Return what was filled in."""
        return Planned(**{name: self[name].data for name in Planned.__dataclass_fields__})

    def fill(self, round_: Round) -> None:
        """Show how a round is planned."""
        for name in Planned.__dataclass_fields__:
            self[name].data = getattr(round_, name)
        self.version.data = round_.version

    def fill_next(self, like: Planned) -> None:
        """Show a suggestion for a round that is not planned yet."""
        for name, value in vars(like).items():
            self[name].data = value

    def validate_ends_on(self, field: Day) -> None:
        """Want an end after the beginning, within a year."""
        if self.starts_on.data and field.data and not 0 <= (field.data - self.starts_on.data).days < MOST_DAYS:
            raise ValidationError("시작일부터 1년 안의 날로 적어 주시기 바랍니다.")

    def validate_apply_to(self, field: Moment) -> None:
        """Want an hour after the beginning of the wishing, before the practicum is over."""
        if self.apply_from.data and field.data and field.data <= self.apply_from.data:
            raise ValidationError("접수 시작보다 뒤여야 합니다.")
        if self.ends_on.data and field.data and field.data.date() > self.ends_on.data:
            raise ValidationError("실무수습이 끝나기 전이어야 합니다.")

    def validate_results_on(self, field: Day) -> None:
        """Want a day before the practicum begins."""
        if self.starts_on.data and field.data and field.data > self.starts_on.data:
            raise ValidationError("실무수습 시작일과 같거나 그 앞이어야 합니다.")


class RoundMoveForm(PortalForm):
    """Open or close the wishing of a round, as the page showed it."""

    version = WholeNumber(validators=[required()])
