"""Flow: what happens from an entry point on, across functions and modules."""
