"""Mention + known Events -> Add | Update | Keep: pure decisions."""
