"""Document -> Articles -> Timexes -> Mentions; pure."""
