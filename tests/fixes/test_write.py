from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ekzlint.fixes import write as module
from ekzlint.fixes.write import WriteError, write

OLD, NEW = b"x = 1\n" * 50_000, b"y = 22\n" * 50_000


def test_content_changes_and_the_mode_stays(tmp_path: Path):
    path = tmp_path / "a.py"
    path.write_bytes(OLD)
    path.chmod(0o751)
    write(path, OLD, NEW, [tmp_path])
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o751
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.py"]


def test_a_file_that_changed_in_the_meantime_is_left_alone(tmp_path: Path):
    path = tmp_path / "a.py"
    path.write_bytes(b"mine\n")
    with pytest.raises(WriteError, match="changed"):
        write(path, OLD, NEW, [tmp_path])
    assert path.read_bytes() == b"mine\n"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_is_followed_inside_of_the_tree_and_stays_a_link(tmp_path: Path):
    (tmp_path / "real.py").write_bytes(OLD)
    (tmp_path / "link.py").symlink_to("real.py")
    write(tmp_path / "link.py", OLD, NEW, [tmp_path])
    assert (tmp_path / "link.py").is_symlink()
    assert (tmp_path / "real.py").read_bytes() == NEW


def test_a_link_out_of_the_tree_is_not_followed(tmp_path: Path):
    (tmp_path / "tree").mkdir()
    (tmp_path / "outside.py").write_bytes(OLD)
    (tmp_path / "tree" / "link.py").symlink_to(tmp_path / "outside.py")
    with pytest.raises(WriteError, match="link"):
        write(tmp_path / "tree" / "link.py", OLD, NEW, [tmp_path / "tree"])
    assert (tmp_path / "outside.py").read_bytes() == OLD


def test_a_missing_file_is_an_error(tmp_path: Path):
    with pytest.raises(WriteError):
        write(tmp_path / "a.py", OLD, NEW, [tmp_path])


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.py"
    path.write_bytes(OLD)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", fail)
    with pytest.raises(WriteError, match="No space"):
        write(path, OLD, NEW, [tmp_path])
    assert path.read_bytes() == OLD
    assert len(list(tmp_path.iterdir())) == 1


_LOOP = """
import signal
import sys
from pathlib import Path
from ekzlint.fixes.write import write
# A process that is started in the background of a shell inherits that the signal is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
old, new = b"x = 1\\n" * 50_000, b"y = 22\\n" * 50_000
folder = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for number in range(3):
        write(folder / f"{number}.py", old, new, [folder])
    old, new = new, old
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_whenever_it_is_interrupted_each_file_is_whole(tmp_path: Path, number: signal.Signals):
    for index in range(3):
        (tmp_path / f"{index}.py").write_bytes(OLD)
    for attempt in range(12):
        child = subprocess.Popen(
            [sys.executable, "-c", _LOOP, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.003 * attempt)
        child.send_signal(number)
        child.wait(20)
        child.stdout.close()
        for index in range(3):
            path = tmp_path / f"{index}.py"
            assert path.read_bytes() in (OLD, NEW)
            path.write_bytes(OLD)
    if number == signal.SIGINT:
        assert sorted(entry.name for entry in tmp_path.iterdir()) == ["0.py", "1.py", "2.py"]
