"""Source: which files there are, what is in them, and whether they can matter."""
