"""The pages and the API, as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mendery.config.settings")

application = get_wsgi_application()
# Read all pages now, so that the first visitor does not wait for it and a broken one is known before it serves.
_pages = get_resolver().url_patterns
