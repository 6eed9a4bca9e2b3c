"""Callbacks of e-Kwanza."""
