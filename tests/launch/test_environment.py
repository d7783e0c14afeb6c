"""A wrong environment gets one clear sentence, a way out, and exit code 2; never a traceback."""

import os
import runpy
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mendery_launch.places import CHECKOUT
from tests.launch.shell import User, clean_environment, mendery, plain_user


def sentence(answer: subprocess.CompletedProcess) -> str:
    """The one line that the person is left with."""
    assert answer.returncode == 2, answer.stdout + answer.stderr
    assert "Traceback" not in answer.stdout + answer.stderr
    return answer.stderr.strip().splitlines()[-1]


def test_an_old_python_is_told_which_one_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    here = sys.version_info
    try:
        sys.version_info = (3, 9, 2, "final", 0)
        with pytest.raises(SystemExit) as stopped:
            runpy.run_path(str(CHECKOUT / "mendery"))
    finally:
        sys.version_info = here
    assert stopped.value.code == 2
    assert "needs Python 3.11 or newer, and this is Python 3.9" in capsys.readouterr().err


def test_the_entry_script_can_be_read_by_an_old_python() -> None:
    compile((CHECKOUT / "mendery").read_text(), "mendery", "exec", dont_inherit=True, flags=0)
    assert "f'" not in (CHECKOUT / "mendery").read_text()
    assert 'f"' not in (CHECKOUT / "mendery").read_text()


def test_a_taken_port_is_named_with_another_choice(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = sentence(mendery("serve", "--port", str(port), MENDERY_HOME=str(home)))
    assert f"Port {port} is taken" in said
    assert f"--port {port + 1}" in said


def test_a_folder_that_is_not_ours_is_named(home: Path) -> None:
    plain = plain_user()
    if plain is None or not plain[1]:
        pytest.skip("SKIPPED LOUDLY: needs root, to become a plain user")
    python, become = plain
    user = User(home, python=python, become=become)
    said = user.facts()["trouble"]
    assert user.process.wait() == 2
    assert "may not write in the data folder" in said
    assert "MENDERY_HOME" in said


def test_a_home_that_is_a_file_is_named(home: Path) -> None:
    home.write_text("a file")
    assert "may not write in the data folder" in sentence(mendery("manage", "check", MENDERY_HOME=str(home / "inside")))


def test_a_full_disk_is_said_and_loses_nothing(home: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("SKIPPED LOUDLY: only root can make a small disk")
    home.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", str(home)], check=False, capture_output=True).returncode:
        pytest.skip("SKIPPED LOUDLY: this machine does not allow mounting a small disk")
    try:
        said = sentence(mendery("manage", "check", MENDERY_HOME=str(home)))
    finally:
        subprocess.run(["umount", "-l", str(home)], check=True)
    assert "disk is full" in said
    assert "Free some space" in said


def test_a_python_without_venv_is_told_the_package(tmp_path: Path) -> None:
    python = tmp_path / "python3"
    python.write_text(
        "#!/bin/sh\necho 'The virtual environment was not created successfully because ensurepip is not available.'\nexit 1\n"
    )
    python.chmod(0o755)
    code = (
        "import sys; from pathlib import Path; from mendery_launch import packages; from mendery_launch.trouble import Trouble\n"
        f"packages.VENV = Path({str(tmp_path / 'venv')!r}); sys._base_executable = {str(python)!r}\n"
        "try:\n    packages._make()\nexcept Trouble as trouble:\n    sys.exit(str(trouble))\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=clean_environment())
    assert "apt install python3-venv" in answer.stderr


def test_help_is_there_for_all() -> None:
    whole = mendery("--help").stdout
    for command in ("demo", "serve", "test", "check", "bench", "backup", "restore", "token", "platform", "manage"):
        assert f"\n    {command} " in whole
    assert "--port" in mendery("demo", "--help").stdout


def test_an_unknown_word_is_refused() -> None:
    answer = mendery("dmeo")
    assert answer.returncode == 2
    assert "dmeo" in answer.stderr
