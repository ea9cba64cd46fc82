"""WSGI entry point for gunicorn and the demo server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")

application = get_wsgi_application()

from django.db import connections  # noqa: E402  # apps are loaded by the line above

from coproduce.keys.checks import refuse_at_start  # noqa: E402

refuse_at_start()
connections.close_all()
