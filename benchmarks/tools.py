"""Other tools to measure against, in a virtual environment of their own beside the project's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / ".venv" / "benchmark-tools"


def tool(name: str) -> Path:
    """The command `name`, installed from the package index in its latest version if it is not there yet."""
    command = FOLDER / "bin" / name
    if not command.exists():
        python = FOLDER / "bin" / "python"
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", name], check=True)
    return command
