"""A PostgreSQL of the tests' own, in a folder of its own, for as long as they run."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNERS = ("postgres", "nobody")
"""Who may run a server where the tests run as root, which PostgreSQL refuses."""


def find_binaries() -> Path | None:
    """The folder of initdb and postgres; None where there is no PostgreSQL."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Start a server and yield the address of a database in it, whose name says that it is for tests."""
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    user = owner.pw_uid if owner else None
    port = free_port()
    data = folder / "data"
    initdb = [binaries / "initdb", "-D", data, "-U", "tests", "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run(initdb, check=True, capture_output=True, user=user, cwd=folder, timeout=120)
    options = ["-c", "fsync=off", "-c", "max_connections=150", "-c", f"unix_socket_directories={folder}"]
    command = [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, user=user, cwd=folder)
    try:
        _wait(port, process)
        _create(port, "payments_test")
        yield f"postgresql://tests@127.0.0.1:{port}/payments_test"
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _owner() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in OWNERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no user to run PostgreSQL as")


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended with {process.returncode}")
        try:
            psycopg.connect(f"postgresql://tests@127.0.0.1:{port}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("PostgreSQL does not answer")


def _create(port: int, name: str) -> None:
    import psycopg

    with psycopg.connect(f"postgresql://tests@127.0.0.1:{port}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
