"""For WSGI servers: `gunicorn wsgi:app`, `granian --interface wsgi wsgi:app`."""

from finder.app import create_app

app = create_app()
