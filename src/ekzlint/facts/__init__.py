"""Facts: what a module says, as small typed records, and the walk that makes them."""
