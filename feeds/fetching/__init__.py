"""URL -> bytes, politely and safely: the only network."""
