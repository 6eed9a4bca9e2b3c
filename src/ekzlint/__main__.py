"""`python -m ekzlint` is `ekzlint`."""

from __future__ import annotations

from ekzlint.cli import main

if __name__ == "__main__":
    main()
