"""The WSGI entry point: ``flask --app wsgi …`` and the production server start here."""

from portal.app import create_app

app = create_app()
