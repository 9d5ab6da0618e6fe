"""Pages for applicants: the form, my applications, files."""

from portal.applications.views import answering as answering
from portal.applications.views import applying as applying
from portal.applications.views import behalf as behalf
from portal.applications.views import drawn as drawn
from portal.applications.views import files as files
from portal.applications.views import mine as mine
from portal.applications.views._core import bp as bp
