"""What one run remembers for the next: plain records, checked when they are read; nothing is ever unpickled."""
