"""Backup and restore: database, files and keys, whole or not at all."""

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.launch.shell import User, mendery

Use = Callable[..., User]


@pytest.fixture
def filled(use: Use, made: Path) -> Path:
    """An installation with a row under row-level security and a photo."""
    user = use()
    user.sql("CREATE TABLE visit (n int); INSERT INTO visit VALUES (41), (42)")
    user.sql(
        "ALTER TABLE visit ENABLE ROW LEVEL SECURITY; ALTER TABLE visit FORCE ROW LEVEL SECURITY; CREATE POLICY none ON visit USING (false)"
    )
    user.close()
    (made / "files" / "b1").mkdir()
    (made / "files" / "b1" / "photo.jpg").write_bytes(b"\xff\xd8 a photo")
    return made


def restored(use: Use, home: Path) -> str:
    user = use(home)
    rows = user.sql("SELECT string_agg(n::text, ' ' ORDER BY n) FROM visit")
    user.close()
    return rows


def test_a_backup_restores_rows_files_and_keys_into_an_empty_installation(filled: Path, use: Use) -> None:
    file, new = filled.parent / "all.tar", filled.parent / "new"
    made = mendery("backup", str(file), MENDERY_HOME=str(filled))
    assert made.returncode == 0, made.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    back = mendery("restore", str(file), MENDERY_HOME=str(new))
    assert back.returncode == 0, back.stderr
    assert restored(use, new) == "41 42"
    assert (new / "files" / "b1" / "photo.jpg").read_bytes() == b"\xff\xd8 a photo"
    for key in ("secret-key", "field-keys"):
        assert (new / "keys" / key).read_text() == (filled / "keys" / key).read_text()


def test_keys_can_be_kept_apart_and_are_asked_for(filled: Path, use: Use) -> None:
    file, keys, new = filled.parent / "rows.tar", filled.parent / "keys.tar", filled.parent / "new"
    mendery("backup", str(file), "--keys-apart", str(keys), MENDERY_HOME=str(filled))
    with tarfile.open(file) as tar:
        assert not [name for name in tar.getnames() if name.startswith("keys/")]
    refused = mendery("restore", str(file), MENDERY_HOME=str(new))
    assert refused.returncode == 2
    assert "--keys-apart" in refused.stderr
    assert mendery("restore", str(file), "--keys-apart", str(keys), MENDERY_HOME=str(new)).returncode == 0
    assert (new / "keys" / "field-keys").read_text() == (filled / "keys" / "field-keys").read_text()


def test_an_installation_in_use_is_never_overwritten(filled: Path, use: Use) -> None:
    file = filled.parent / "all.tar"
    mendery("backup", str(file), MENDERY_HOME=str(filled))
    again = mendery("backup", str(file), MENDERY_HOME=str(filled))
    assert "never overwrites" in again.stderr
    refused = mendery("restore", str(file), MENDERY_HOME=str(filled))
    assert refused.returncode == 2
    assert "is not empty" in refused.stderr
    assert restored(use, filled) == "41 42"


def test_a_cut_or_foreign_file_is_refused_and_nothing_changes(filled: Path) -> None:
    file, new = filled.parent / "all.tar", filled.parent / "new"
    mendery("backup", str(file), MENDERY_HOME=str(filled))
    whole = file.read_bytes()
    for bad in (whole[: len(whole) // 2], b"not a backup", b""):
        file.write_bytes(bad)
        refused = mendery("restore", str(file), MENDERY_HOME=str(new))
        assert refused.returncode == 2
        assert "not a complete backup" in refused.stderr
    assert not (new / "files" / "b1").exists()
    assert "There is no file" in mendery("restore", str(filled / "nowhere"), MENDERY_HOME=str(new)).stderr
