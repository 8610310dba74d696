"""Reads what a local paper prints and publishes it as calendars and feeds."""
