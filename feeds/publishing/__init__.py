"""Selection, then one module a format: records -> bytes; pure."""
