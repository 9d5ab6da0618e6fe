"""Logging in and out, being asked again, one-time links, and one's own account."""

from portal.accounts.views import confirming as confirming
from portal.accounts.views import entering as entering
from portal.accounts.views import links as links
from portal.accounts.views import office as office
from portal.accounts.views import own as own
from portal.accounts.views._core import bp as bp
