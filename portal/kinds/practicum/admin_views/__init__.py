"""Pages for the officers who run the practicum, and for those above them."""

from portal.kinds.practicum.admin_views import appointments as appointments
from portal.kinds.practicum.admin_views import board as board
from portal.kinds.practicum.admin_views import candidates as candidates
from portal.kinds.practicum.admin_views import hosts as hosts
from portal.kinds.practicum.admin_views import lists as lists
from portal.kinds.practicum.admin_views import placements as placements
from portal.kinds.practicum.admin_views import rounds as rounds
from portal.kinds.practicum.admin_views import unappointing as unappointing
from portal.kinds.practicum.admin_views._core import bp as bp
