"""Texts that wait on disk until a file is written of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.errors import StorageError
from inspector.pipeline.files import Aside, folder_aside, write_whole


def test_what_was_put_aside_comes_back_in_its_order(tmp_path: Path) -> None:
    """As it was, whatever its signs; nothing of it is left beside the file that was written of it."""
    said = ["一", "", "two\nlines\r\n", "\N{GRINNING FACE}"]
    with Aside(tmp_path / "made" / "file.txt") as aside:
        for text in said:
            aside.add(text)
        write_whole(tmp_path / "made" / "file.txt", aside)

    assert (tmp_path / "made" / "file.txt").read_bytes() == "".join(said).encode()
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["file.txt"]


def test_trouble_names_the_file_that_was_to_be_written(tmp_path: Path) -> None:
    """Not the place where texts wait for it."""
    (tmp_path / "made").write_text("a file where a folder is needed")

    with pytest.raises(StorageError) as caught:
        Aside(tmp_path / "made" / "result.json")

    assert str(tmp_path / "made" / "result.json") in str(caught.value)


def test_a_folder_aside_is_gone_afterwards(tmp_path: Path) -> None:
    """With all that is in it; a place where none can be made is named."""
    with folder_aside(tmp_path / "results") as place:
        (place / "result.json").write_text("{}")

    assert list((tmp_path / "results").iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="file"), folder_aside(tmp_path / "file"):
        pass
