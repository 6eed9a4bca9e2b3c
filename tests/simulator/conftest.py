from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _load() -> ModuleType:
    """The simulator lies beside its tests: test folders are no packages."""
    spec = importlib.util.spec_from_file_location("ekwanza_simulator", Path(__file__).with_name("ekwanza.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def simulator() -> Any:
    return _load()


@pytest.fixture
def server(simulator: Any) -> Iterator[Any]:
    server = simulator.Server(simulator.Ekwanza())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
