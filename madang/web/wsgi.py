"""The WSGI application that granian serves: `madang.web.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from madang.words.check import prepare

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.web.settings")

application = get_wsgi_application()
prepare()
