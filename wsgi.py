"""The WSGI entry point: ``flask --app wsgi …`` and the production server start here."""

import gc

from portal.app import create_app
from portal.core.keys import refuse_unsafe_start

app = create_app()
refuse_unsafe_start(app)
gc.collect()
gc.freeze()  # what is loaded now stays: a full collection need not walk through it, in the middle of a request
