"""The WSGI entry point: ``flask --app wsgi …`` and the production server start here."""

from portal.app import create_app
from portal.core.keys import refuse_unsafe_start

app = create_app()
refuse_unsafe_start(app)
