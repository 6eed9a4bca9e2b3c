"""Reads a file and decodes it as Python would. Errors are values: nothing here raises for what a file holds."""

from __future__ import annotations

import io
import stat
import tokenize
from pathlib import Path

from ekzlint.findings.model import FileError
from ekzlint.limits import MAX_FILE_BYTES


def read_bytes(path: Path, name: str) -> bytes | FileError:
    """Return the content of `path`, or why there is none. `name` is how the file is called in the error."""
    try:
        # Asked before opening: to open a pipe or a device would wait, perhaps for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            return _error(name, "not a regular file")
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return _error(name, f"cannot be read: {error.strerror or error}")
    except ValueError:
        return _error(name, "cannot be read: the name has a null character")
    return data if len(data) <= MAX_FILE_BYTES else too_large(name)


def decode(data: bytes, name: str) -> str | FileError:
    """Return the text of a Python file, without a byte order mark and with `\\n` at the end of every line.

    The encoding is what PEP 263 says: a byte order mark, a coding cookie in the first two lines, else UTF-8.
    """
    if len(data) > MAX_FILE_BYTES:
        return too_large(name)
    encoding = "utf-8"
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return _undecodable(name, encoding, error)
    except (SyntaxError, LookupError, UnicodeError) as error:
        return _no_encoding(data, name, error)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return _error(name, "not a text file: it has null characters", line, 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path, name: str) -> str | FileError:
    """Return the text of the file at `path`, or why there is none."""
    data = read_bytes(path, name)
    return data if isinstance(data, FileError) else decode(data, name)


def _no_encoding(data: bytes, name: str, error: Exception) -> FileError:
    """Tell a wrong coding cookie from text that is not UTF-8: Python raises SyntaxError for both."""
    if isinstance(error, SyntaxError):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as undecodable:
            return _undecodable(name, "utf-8", undecodable)
    return _error(name, f"cannot be decoded: {str(error).partition(';')[0]}")


def _undecodable(name: str, encoding: str, error: UnicodeDecodeError) -> FileError:
    before = error.object[: error.start].decode(encoding, errors="replace")
    called = "UTF-8" if encoding.startswith("utf-8") else encoding
    reason = f"not {called}: byte 0x{error.object[error.start]:02x} cannot be decoded"
    return _error(name, reason, before.count("\n") + 1, len(before) - before.rfind("\n"))


def too_large(name: str) -> FileError:
    """The error for a file beyond the size limit."""
    return _error(name, f"larger than the limit of {MAX_FILE_BYTES // (1024 * 1024)} MiB")


def _error(name: str, reason: str, line: int = 0, column: int = 0) -> FileError:
    return FileError(path=name, line=line, column=column, reason=reason)
