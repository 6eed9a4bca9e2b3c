"""Serves the repaired examples of the rules, and posts signed and unsigned messages to them."""
