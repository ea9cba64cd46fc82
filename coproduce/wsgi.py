"""WSGI entry point for gunicorn and the demo server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")

application = get_wsgi_application()

from coproduce.keys.checks import refuse_wrong_keys  # noqa: E402  # apps are loaded by the line above

refuse_wrong_keys()
