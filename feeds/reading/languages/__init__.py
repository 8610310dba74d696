"""One folder a language: its tables, its rules, and their examples beside them."""
