"""For development, and for any WSGI server: `python server.py`, or `gunicorn server:app`."""

from feeds.web.serving import application

app = application()

if __name__ == "__main__":
    from werkzeug.serving import run_simple

    from feeds.config import load
    from feeds.web.serving import Keeper, Leader

    config = load()
    keeper = Keeper(config)
    keeper.publish()
    Leader(keeper).start()
    run_simple(config.serve.host, config.serve.port, app, use_reloader=True, threaded=True)
