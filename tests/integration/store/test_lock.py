"""The data folder is for one writing process, and for its owner."""

import os
from pathlib import Path

import pytest

from kitchenhub.errors import CannotStart
from kitchenhub.store.lock import FolderHeld, holding, is_held, open_folder


def test_a_second_holder_is_refused_by_name_and_free_again_afterwards(tmp_path: Path) -> None:
    assert not is_held(tmp_path)
    with holding(tmp_path):
        assert is_held(tmp_path)
        with pytest.raises(FolderHeld, match=rf"process {os.getpid()}"), holding(tmp_path):
            pass
    assert not is_held(tmp_path)
    with holding(tmp_path):
        pass


def test_a_new_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    open_folder(tmp_path / "new" / "house")
    assert (tmp_path / "new" / "house").stat().st_mode & 0o777 == 0o700


def test_a_path_that_is_a_file_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStart, match="cannot be written"):
        open_folder(tmp_path / "file")
