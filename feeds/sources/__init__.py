"""bytes -> Document: one small module a format behind one registry."""
