"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from factcheck.collector import settle_collector

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

application = get_wsgi_application()
settle_collector()
