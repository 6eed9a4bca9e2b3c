from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekzlint.findings.model import FileError
from ekzlint.limits import MAX_FILE_BYTES
from ekzlint.source.read import decode, read_bytes, read_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"x = 1\n", "x = 1\n"),
        ("preço = 'ç'\n".encode(), "preço = 'ç'\n"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n"),
        (b"#!/usr/bin/python\n# coding: cp1252\nx = '\x80'\n", "#!/usr/bin/python\n# coding: cp1252\nx = '€'\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
    ],
)
def test_text_is_decoded_as_python_does(data: bytes, text: str):
    assert decode(data, "shop.py") == text


@pytest.mark.parametrize(
    ("data", "line", "column", "reason"),
    [
        (b"ok\n\xc3\xa7 = '\xe9'\n", 2, 6, "not UTF-8: byte 0xe9 cannot be decoded"),
        ("x = 1\n".encode("utf-16"), 1, 1, "not UTF-8: byte 0xff cannot be decoded"),
        (b"# coding: ascii\nx = '\xe9'\n", 2, 6, "not ascii: byte 0xe9 cannot be decoded"),
        (b"# coding: klingon\n", 0, 0, "cannot be decoded: unknown encoding: klingon"),
        (b"# coding: hex\n", 0, 0, "cannot be decoded: 'hex' is not a text encoding"),
        (b"x = 1\n\0", 2, 1, "not a text file: it has null characters"),
    ],
)
def test_what_cannot_be_decoded_is_an_error_with_its_place(data: bytes, line: int, column: int, reason: str):
    assert decode(data, "shop.py") == FileError(path="shop.py", line=line, column=column, reason=reason)


@given(st.binary(max_size=200), st.sampled_from([b"", b"# coding: utf-7\n", b"# coding: undefined\n", b"\xef\xbb\xbf"]))
def test_decode_never_raises(data: bytes, start: bytes):
    result = decode(start + data, "shop.py")
    assert isinstance(result, (str, FileError))


def test_a_file_up_to_the_limit_is_read_and_a_larger_one_is_not(tmp_path: Path):
    file = tmp_path / "table.py"
    file.write_bytes(b"#" * MAX_FILE_BYTES)
    assert read_text(file, "table.py") == "#" * MAX_FILE_BYTES
    file.write_bytes(b"#" * (MAX_FILE_BYTES + 1))
    assert read_text(file, "table.py") == FileError(
        path="table.py", line=0, column=0, reason="larger than the limit of 2 MiB"
    )
    assert decode(b"#" * (MAX_FILE_BYTES + 1), "table.py") == read_text(file, "table.py")


def test_a_file_that_is_gone_is_an_error(tmp_path: Path):
    error = read_bytes(tmp_path / "gone.py", "gone.py")
    assert error == FileError(path="gone.py", line=0, column=0, reason="cannot be read: No such file or directory")


def test_a_file_without_permission_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "secret.py"
    file.touch()
    monkeypatch.setattr(Path, "open", refuse)
    error = read_bytes(file, "secret.py")
    assert error == FileError(path="secret.py", line=0, column=0, reason="cannot be read: Permission denied")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.py")
    error = read_bytes(tmp_path / "pipe.py", "pipe.py")
    assert error == FileError(path="pipe.py", line=0, column=0, reason="not a regular file")
