"""Sealed columns: what even somebody who holds the database or a backup cannot read.

The keys lie in a folder outside both: master keys (``master/<id>.key``), one data key per sealed thing wrapped by a
master key (``data/<ref>.key``), and a key for look-up marks. A sealed text names its data key and is bound to its
place (table, column, row), so that it cannot be moved to another. Removing a data key's file destroys what it sealed
wherever it lies, backups included. Data keys are never kept in memory: a destroyed one is gone for running processes.
"""

import base64
import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = "1"
KEY_BYTES, NONCE_BYTES = 32, 12
REF = re.compile(r"[0-9a-f]{32}")
MASTER = re.compile(r"[0-9]{4}")
TRIES = 5


class Unreadable(Exception):  # noqa: N818 - a state of the text, not a fault of the program
    """A sealed text cannot be opened: its key was destroyed, or it is not what was sealed in this place."""


@dataclass(frozen=True)
class Place:
    """Where a sealed text stands; it opens in no other place."""

    table: str
    column: str
    row: str

    def __bytes__(self) -> bytes:
        return f"{self.table}|{self.column}|{self.row}".encode()


@dataclass(frozen=True)
class Inventory:
    """What a keyring holds: each master key with the number of data keys it wraps, and which one is in use."""

    masters: dict[str, int]
    current: str


class Keyring:
    """The keys of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def exists(self) -> bool:
        """Say whether the folder holds a master key and the key for marks."""
        return bool(self._masters()) and self._lookup_file().is_file()

    def prepare(self) -> None:
        """Make the folder and its first keys, if there are none."""
        for name in ("", "master", "data"):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._lock(alone=True):
            if not self._lookup_file().is_file():
                _write(self._lookup_file(), _coded(secrets.token_bytes(KEY_BYTES)))
            if not self._masters():
                self._make_master("0001")

    def complaints(self) -> list[str]:
        """Say what makes the folder unsafe: nothing in it, or somebody else may read it."""
        if not self.exists:
            return [f"{self.folder} holds no keys; make them with `flask keys create`."]
        files = [self.folder, *self.folder.rglob("*")]
        return [f"{path} may be read by others; chmod go= it." for path in files if path.stat().st_mode & 0o077]

    def new_data_key(self) -> str:
        """Make a data key and return its name."""
        ref = secrets.token_hex(16)
        with self._lock():
            self._wrap(ref, secrets.token_bytes(KEY_BYTES), self._current())
        return ref

    def destroy(self, ref: str) -> None:
        """Remove a data key and with it, for good, all it sealed; removing it again does nothing."""
        with self._lock():
            self._data_file(ref).unlink(missing_ok=True)
            _sync_folder(self.folder / "data")

    def holds(self, ref: str) -> bool:
        """Say whether a data key is there."""
        return self._data_file(ref).is_file()

    def seal(self, ref: str, text: str, place: Place) -> str:
        """Return a text sealed with a data key for one place; raises Unreadable when the key is gone."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self._data_key(ref)).encrypt(nonce, text.encode(), bytes(place))
        return f"{VERSION}.{ref}.{_coded(nonce + sealed)}"

    def open(self, sealed: str, place: Place) -> str:
        """Return what was sealed; raises Unreadable when the key is gone or this is not what was sealed here."""
        version, _, rest = sealed.partition(".")
        ref, _, body = rest.partition(".")
        if version != VERSION or not REF.fullmatch(ref):
            raise Unreadable(f"no sealed text at {place.table}.{place.column}")
        key = self._data_key(ref)
        try:
            raw = _decoded(body)
            return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bytes(place)).decode()
        except (InvalidTag, ValueError):
            raise Unreadable(f"{place.table}.{place.column} is not what was sealed there") from None

    def mark(self, *parts: object) -> str:
        """Return a mark that stands for something in look-ups and says nothing without the key."""
        message = "|".join(str(part) for part in parts).encode()
        return hmac.new(self._lookup_key, message, hashlib.sha256).hexdigest()

    def rotate(self) -> tuple[str, int]:
        """Wrap every data key anew with a new master key and remove the old ones; return its name and how many.

        Readers go on meanwhile. Cut off in the middle, everything stays readable; the next rotation ends the work.
        """
        with self._lock(alone=True):
            name = f"{int(self._current()) + 1:04d}"
            self._make_master(name)
            refs = [file.stem for file in (self.folder / "data").glob("*.key")]
            for ref in refs:
                self._wrap(ref, self._data_key(ref), name)
            for old in self._masters():
                if old != name:
                    self._master_file(old).unlink()
            _sync_folder(self.folder / "master")
        return name, len(refs)

    def inventory(self) -> Inventory:
        """Count the data keys by the master key that wraps them."""
        masters = dict.fromkeys(self._masters(), 0)
        for file in (self.folder / "data").glob("*.key"):
            wrapped_by = json.loads(file.read_text())["master"]
            masters[wrapped_by] = masters.get(wrapped_by, 0) + 1
        return Inventory(masters, self._current())

    @cached_property
    def _lookup_key(self) -> bytes:
        """Return the key for marks; it is asked for on every page and never changes."""
        return _decoded(self._lookup_file().read_text())

    def _data_key(self, ref: str) -> bytes:
        for _ in range(TRIES):  # a rotation may replace the file and remove its master between the two readings
            try:
                kept = json.loads(self._data_file(ref).read_text())
                master = _decoded(self._master_file(kept["master"]).read_text())
            except FileNotFoundError:
                if not self.holds(ref):
                    break
                continue
            return _unwrapped(master, kept["wrapped"], ref)
        raise Unreadable("the key is gone")

    def _wrap(self, ref: str, key: bytes, master: str) -> None:
        nonce = secrets.token_bytes(NONCE_BYTES)
        wrapped = AESGCM(_decoded(self._master_file(master).read_text())).encrypt(nonce, key, ref.encode())
        _write(self._data_file(ref), json.dumps({"master": master, "wrapped": _coded(nonce + wrapped)}))

    def _make_master(self, name: str) -> None:
        _write(self._master_file(name), _coded(secrets.token_bytes(KEY_BYTES)))

    def _masters(self) -> list[str]:
        return sorted(f.stem for f in (self.folder / "master").glob("*.key") if MASTER.fullmatch(f.stem))

    def _current(self) -> str:
        return self._masters()[-1]

    def _master_file(self, name: str) -> Path:
        return self.folder / "master" / f"{name}.key"

    def _data_file(self, ref: str) -> Path:
        if not REF.fullmatch(ref):
            raise Unreadable("no name of a key")
        return self.folder / "data" / f"{ref}.key"

    def _lookup_file(self) -> Path:
        return self.folder / "lookup.key"

    @contextmanager
    def _lock(self, *, alone: bool = False) -> Iterator[None]:
        """Hold the folder's lock: several may add and remove keys at once, a rotation is alone."""
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            yield
        finally:
            os.close(handle)


def _unwrapped(master: bytes, wrapped: str, ref: str) -> bytes:
    raw = _decoded(wrapped)
    try:
        return AESGCM(master).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], ref.encode())
    except InvalidTag:
        raise Unreadable("the master key does not fit") from None


def _write(file: Path, text: str) -> None:
    """Write a file that is there whole or not at all, also after a power cut."""
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    beside.replace(file)
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text, altchars=b"-_", validate=True)
