"""Pages for applicants: the form, my applications, files."""

from portal.applications.views import applying as applying
from portal.applications.views import files as files
from portal.applications.views import mine as mine
from portal.applications.views._core import bp as bp
