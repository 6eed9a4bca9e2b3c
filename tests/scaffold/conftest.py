from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scaffold import postgres as servers


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a database in a PostgreSQL that was started for these tests."""
    binaries = servers.find_binaries()
    if binaries is None:
        pytest.skip("there is no PostgreSQL on this machine: initdb was not found")
    with servers.server(binaries) as url:
        yield url
