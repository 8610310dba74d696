"""Pages the tests print themselves, so that every letter's right place is known."""
