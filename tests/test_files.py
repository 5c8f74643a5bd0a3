"""Files: written whole or not at all, and the data folders found."""

from __future__ import annotations

from pathlib import Path

import pytest

from mgkg import files


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.txt"

    files.write_whole(target, "one\n")
    files.write_whole(target, b"two\n")

    assert target.read_text(encoding="utf-8") == "two\n"
    assert [target] == list(target.parent.iterdir())


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    (target / "kept").mkdir(parents=True)

    with pytest.raises(OSError, match=r"(?i)directory"):
        files.write_whole(target, "cannot replace a folder")

    assert [target] == list(tmp_path.iterdir())


def test_every_data_folder_is_there() -> None:
    for name in files.FOLDERS:
        assert files.folder(name).is_dir()


def test_another_folder_is_refused() -> None:
    with pytest.raises(ValueError, match="use one of ontology, shapes, graph, queries"):
        files.folder("secrets")
