"""The contract battery: what a running webhook must hold, tried on it from outside."""
