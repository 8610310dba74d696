"""For development, and for any WSGI server: `python server.py`, or `gunicorn server:app`."""

from feeds.web.serving import application

app = application()

if __name__ == "__main__":
    from werkzeug.serving import run_simple

    from feeds.config import load
    from feeds.web import serving

    config = load()
    serving.Keeper(config).publish()
    run_simple(config.serve.host, config.serve.port, app, use_reloader=True, threaded=True)
