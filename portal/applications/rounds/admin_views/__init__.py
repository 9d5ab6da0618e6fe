"""The pages of a round's selection, seats and rules, for those who decide there."""

from portal.applications.rounds.admin_views import seats as seats
from portal.applications.rounds.admin_views import selection as selection
from portal.applications.rounds.admin_views import settings as settings
from portal.applications.rounds.admin_views._core import bp as bp
