"""Backup and restore: the database, the files and the keys in one tar file."""

import argparse
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from mendery_launch import binaries, packages, say
from mendery_launch.env import Environment, running_database
from mendery_launch.places import Home
from mendery_launch.trouble import Trouble

FORMAT = 1
IS_EMPTY = "SELECT count(*) = 0 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"


def backup(options: argparse.Namespace, _rest: list[str]) -> int:
    """Write the installation into FILE while it may go on working; with --keys-apart the keys go elsewhere."""
    targets = [Path(name).expanduser().resolve() for name in (options.file, options.keys_apart) if name]
    for target in targets:
        _refuse_bad_target(target)
    packages.ensure()
    with running_database() as database, _new_file(targets[0]) as out:
        home = Home(Path(database["MENDERY_HOME"]))
        with say.step("database") as step, tempfile.NamedTemporaryFile(dir=targets[0].parent, suffix=".dump") as dump:
            _tool(database, "pg_dump", "-Fc", "--no-comments", "-f", dump.name, database["MENDERY_OWNER_URL"])
            out.add(dump.name, "database.dump")
            step.note(f"{Path(dump.name).stat().st_size / 1e6:.1f} MB")
        with say.step("files") as step:
            step.note(f"{_add_folder(out, home.files, 'files')} files")
        if options.keys_apart:
            with _new_file(targets[1]) as apart:
                _add_folder(apart, home.keys, "keys")
        else:
            _add_folder(out, home.keys, "keys")
        _add_facts(out, keys_apart=bool(options.keys_apart))
    say.line(
        f"The backup is {targets[0]}"
        + (
            f", and its keys are {targets[1]}; keep them in different places."
            if options.keys_apart
            else "; it holds the keys, so keep it safe."
        )
    )
    return 0


def restore(options: argparse.Namespace, _rest: list[str]) -> int:
    """Read FILE into an empty installation; anything else is refused, since it would be overwritten."""
    source = Path(options.file).expanduser()
    packages.ensure()
    with _opened(source) as backup_file:
        facts = _facts(backup_file, source)
        if facts["keys_apart"] and not options.keys_apart:
            raise Trouble("This backup was made without its keys.", "Name the file with the keys: --keys-apart KEYS.")
        with running_database() as database:
            home = Home(Path(database["MENDERY_HOME"]))
            _refuse_used(home, database)
            with say.step("database"), tempfile.NamedTemporaryFile(dir=home.run, suffix=".dump") as dump:
                _copy_member(backup_file, "database.dump", dump)
                _tool(
                    database,
                    "pg_restore",
                    "--exit-on-error",
                    "--single-transaction",
                    "--no-owner",
                    "-d",
                    database["MENDERY_OWNER_URL"],
                    dump.name,
                )
            with say.step("files") as step:
                step.note(f"{_extract(backup_file, 'files', home.files)} files")
            if options.keys_apart:
                with _opened(Path(options.keys_apart).expanduser()) as apart:
                    _extract(apart, "keys", home.keys)
            else:
                _extract(backup_file, "keys", home.keys)
    say.line(f"The backup of {facts['made_at']} is restored. Start it with ./mendery serve.")
    return 0


def _refuse_bad_target(target: Path) -> None:
    if target.exists():
        raise Trouble(f"{target} exists already, and a backup never overwrites a file.", "Choose another name.")
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise Trouble(f"The folder {target.parent} does not exist, or this user may not write there.", "Make it, or choose another.")


def _refuse_used(home: Home, database: Environment) -> None:
    """An installation is empty when it has no tables and no files, and nobody serves it."""
    if next(home.files.rglob("*"), None) is not None or _ask(database, IS_EMPTY) != "t":
        raise Trouble(
            f"The installation in {home.root} is not empty, and a restore would overwrite it.",
            "Name a new folder in MENDERY_HOME (and with DATABASE_URL an empty database), and restore there.",
        )


@contextmanager
def _new_file(target: Path) -> Iterator[tarfile.TarFile]:
    """A tar file that gets its name only when it is complete, readable by its owner only."""
    draft = target.with_name(target.name + ".partial")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as raw, tarfile.open(fileobj=raw, mode="w") as out:
            yield out
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        opened = tarfile.open(source, "r:")  # noqa: SIM115 - closed by the caller's block below
    except FileNotFoundError as error:
        raise Trouble(f"There is no file {source}.", "Check its name.") from error
    except (tarfile.TarError, IsADirectoryError) as error:
        raise _not_a_backup(source) from error
    with opened:
        yield opened


def _not_a_backup(source: Path) -> Trouble:
    return Trouble(f"{source} is not a complete backup made by ./mendery backup.", "Choose another file.")


def _add_folder(out: tarfile.TarFile, folder: Path, name: str) -> int:
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    for path in found:
        out.add(path, f"{name}/{path.relative_to(folder).as_posix()}", recursive=False)
    return len(found)


def _add_facts(out: tarfile.TarFile, *, keys_apart: bool) -> None:
    """Written last, so that a file without it is known to be incomplete."""
    facts = {"format": FORMAT, "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "keys_apart": keys_apart}
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as text:
        json.dump(facts, text)
        text.flush()
        out.add(text.name, "mendery.json")


def _facts(backup_file: tarfile.TarFile, source: Path) -> dict[str, object]:
    try:
        member = backup_file.extractfile("mendery.json")
        facts: dict[str, object] = json.load(member) if member else {}
    except (KeyError, ValueError, tarfile.TarError) as error:
        raise _not_a_backup(source) from error
    if facts.get("format") != FORMAT:
        raise Trouble(f"{source} was made by another version of Mendery.", "Restore it with that version, then update.")
    return facts


def _copy_member(backup_file: tarfile.TarFile, name: str, target: IO[bytes]) -> None:
    member = backup_file.extractfile(name)
    if member:
        shutil.copyfileobj(member, target)
    target.flush()


def _extract(backup_file: tarfile.TarFile, name: str, folder: Path) -> int:
    """Write the plain files below `name`; paths that would leave the folder are refused."""
    count = 0
    for member in backup_file.getmembers():
        path = PurePosixPath(member.name)
        if path.parts[0] != name or not member.isreg():
            continue
        if ".." in path.parts:
            raise Trouble(
                f"The backup holds a file with the unsafe name {member.name}.",
                "It was not made by ./mendery backup; nothing more was read from it.",
            )
        target = folder.joinpath(*path.parts[1:])
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            _copy_member(backup_file, member.name, out)
        count += 1
    return count


def _ask(database: Environment, sql: str) -> str:
    return _tool(database, "psql", "-X", "-A", "-t", "-c", sql, database["MENDERY_OWNER_URL"]).strip()


def _tool(database: Environment, program: str, *arguments: str) -> str:
    """Run a client program of PostgreSQL: that of the running server, or for another server the machine's own."""
    if database.share:
        path = str(Path(database.share.facts["programs"]) / program)
    else:
        path = shutil.which(program) or binaries.choose().program(program)
    answer = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)
    if answer.returncode:
        said = (answer.stderr.strip().splitlines() or ["nothing"])[0]
        raise Trouble(f"{program} stopped and said: {said}.")
    return answer.stdout
