"""Pages for candidates and for institutions."""

from portal.kinds.practicum.views import candidates as candidates
from portal.kinds.practicum.views import hosts as hosts
from portal.kinds.practicum.views._core import bp as bp
from portal.kinds.practicum.views._core import hosting as hosting
