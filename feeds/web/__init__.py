"""The Flask app, its pages, and the shelf that answers published feeds."""
