"""Examines the environment of a payment integration: what is missing, malformed, mixed up or given away."""
