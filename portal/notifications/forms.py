"""What is asked about letters."""

from portal.core.fields import WholeNumber
from portal.core.forms import PortalForm, required


class LetterForm(PortalForm):
    """Which version of a letter was on the screen."""

    version = WholeNumber("판", [required()])
