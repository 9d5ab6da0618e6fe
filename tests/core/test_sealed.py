"""Sealed texts: who has the database but not the keys has nothing; a destroyed key destroys what it sealed."""

import multiprocessing
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.sealed import Keyring, Place, Unreadable

HERE = Place("psych_case", "contact", "a" * 32)


@pytest.fixture
def ring(tmp_path) -> Keyring:
    ring = Keyring(tmp_path / "keys")
    ring.prepare()
    return ring


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_what_was_sealed_opens_again(ring, text):
    ref = ring.new_data_key()
    assert ring.open(ring.seal(ref, text, HERE), HERE) == text


def test_the_same_text_is_never_sealed_the_same_way(ring):
    ref = ring.new_data_key()
    assert ring.seal(ref, "글", HERE) != ring.seal(ref, "글", HERE)


@pytest.mark.parametrize(
    "place",
    [
        Place("psych_case", "contact", "b" * 32),
        Place("psych_case", "wishes", "a" * 32),
        Place("psych_consent", "contact", "a" * 32),
    ],
)
def test_a_sealed_text_opens_in_its_own_place_only(ring, place):
    sealed = ring.seal(ring.new_data_key(), "글", HERE)
    with pytest.raises(Unreadable):
        ring.open(sealed, place)


@pytest.mark.parametrize("spoil", ["", "1", "1.x.y", "2{}", "{}x", "../../{}", "1.../../etc/passwd.x"])
def test_what_was_tampered_with_does_not_open(ring, spoil):
    sealed = ring.seal(ring.new_data_key(), "글", HERE)
    with pytest.raises(Unreadable):
        ring.open(spoil.format(sealed), HERE)


def test_every_changed_letter_is_noticed(ring):
    sealed = ring.seal(ring.new_data_key(), "글", HERE)
    start = sealed.rindex(".") + 1
    for at in range(start, len(sealed) - 4, 5):
        other = "A" if sealed[at] != "A" else "B"
        with pytest.raises(Unreadable):
            ring.open(sealed[:at] + other + sealed[at + 1 :], HERE)


def test_a_destroyed_key_destroys_what_it_sealed_for_running_processes_too(ring):
    other = Keyring(ring.folder)
    ref = ring.new_data_key()
    sealed = ring.seal(ref, "글", HERE)
    assert other.open(sealed, HERE) == "글"
    ring.destroy(ref)
    ring.destroy(ref)
    for reader in (ring, other):
        with pytest.raises(Unreadable):
            reader.open(sealed, HERE)


def test_rotation_leaves_every_text_readable_and_the_old_master_key_useless(ring, tmp_path):
    texts = {ref: ring.seal(ref, f"글 {n}", HERE) for n, ref in enumerate(ring.new_data_key() for _ in range(5))}
    stolen = tmp_path / "stolen"
    shutil.copytree(ring.folder / "master", stolen)
    assert ring.rotate() == ("0002", 5)
    assert [ring.open(sealed, HERE) for sealed in texts.values()] == [f"글 {n}" for n in range(5)]
    assert ring.inventory().masters == {"0002": 5}
    for file in stolen.iterdir():  # who copied the old master key, and takes the data keys of today, opens nothing
        shutil.copy(file, ring.folder / "master" / "0002.key")
    for sealed in texts.values():
        with pytest.raises(Unreadable):
            ring.open(sealed, HERE)


def test_a_rotation_that_was_cut_off_loses_nothing_and_the_next_one_ends_it(ring, monkeypatch):
    texts = [ring.seal(ring.new_data_key(), f"글 {n}", HERE) for n in range(4)]
    wrap, done = ring._wrap, []

    def cut_off(ref, key, master):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(ref)
        wrap(ref, key, master)

    monkeypatch.setattr(ring, "_wrap", cut_off)
    with pytest.raises(KeyboardInterrupt):
        ring.rotate()
    assert [Keyring(ring.folder).open(sealed, HERE) for sealed in texts] == [f"글 {n}" for n in range(4)]
    monkeypatch.undo()
    ring.rotate()
    assert ring.inventory().masters == {"0003": 4}
    assert [ring.open(sealed, HERE) for sealed in texts] == [f"글 {n}" for n in range(4)]


def read_on(folder: Path, sealed: str, stop, failed) -> None:
    ring = Keyring(folder)
    while not stop.is_set():
        try:
            assert ring.open(sealed, HERE) == "글"
            ring.seal(ring.new_data_key(), "새 글", HERE)
        except Exception as error:
            failed.put(repr(error))
            return


def test_readers_and_writers_in_other_processes_go_on_through_rotations(ring):
    sealed = ring.seal(ring.new_data_key(), "글", HERE)
    context = multiprocessing.get_context("spawn")
    stop, failed = context.Event(), context.Queue()
    others = [context.Process(target=read_on, args=(ring.folder, sealed, stop, failed)) for _ in range(2)]
    for one in others:
        one.start()
    for _ in range(6):
        ring.rotate()
    stop.set()
    for one in others:
        one.join(30)
    assert failed.empty(), failed.get()
    [master] = ring.inventory().masters
    assert master == "0007"


def test_marks_say_the_same_of_the_same_and_nothing_without_the_key(ring, tmp_path):
    other = Keyring(tmp_path / "others")
    other.prepare()
    assert ring.mark("year", 7, 2025) == Keyring(ring.folder).mark("year", 7, 2025)
    assert len({ring.mark("year", 7, 2025), ring.mark("year", 8, 2025), other.mark("year", 7, 2025)}) == 3


def test_nobody_else_may_read_the_files(ring):
    ring.new_data_key()
    assert ring.complaints() == []
    file = next((ring.folder / "data").iterdir())
    file.chmod(0o644)
    assert ring.complaints() == [f"{file} may be read by others; chmod go= it."]


def test_an_empty_folder_is_complained_of(tmp_path):
    [complaint] = Keyring(tmp_path / "none").complaints()
    assert "flask keys create" in complaint
