"""The source of the project, as the house tests read it."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
FLOORS = ("ground", "registers", "trade", "workshop", "service", "outlets")


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path), filename=str(path))


def modules(*, tests: bool = False) -> Iterator[tuple[str, Path]]:
    """Every module of the product by its dotted name."""
    for package in ("mendery", "mendery_packs"):
        for path in sorted((SOURCE / package).rglob("*.py")):
            parts = path.relative_to(SOURCE).with_suffix("").parts
            if "migrations" in parts or (not tests and "tests" in parts):
                continue
            yield ".".join(part for part in parts if part != "__init__"), path


def none(found: Iterable[str]) -> None:
    """Nothing may be found; else show all of it."""
    rows = sorted(set(found))
    assert not rows, "\n  " + "\n  ".join(rows)


def app_of(module: str) -> str:
    """``mendery.ground.people`` for anything inside it; empty for what is no app."""
    parts = module.split(".")
    return ".".join(parts[:3]) if parts[0] == "mendery" and len(parts) > 2 and parts[1] in FLOORS else ""


def imports_of(path: Path, module: str) -> Iterator[tuple[str, int]]:
    """Every module that is imported, with its line; relative ones resolved."""
    is_package = path.name == "__init__.py"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".")
                keep = len(parents) - node.level + (1 if is_package else 0)
                base = ".".join([*parents[:keep], *([base] if base else [])])
            for alias in node.names:
                yield f"{base}.{alias.name}", node.lineno
