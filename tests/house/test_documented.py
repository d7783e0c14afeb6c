"""What is told, asked, switched and run has a sentence, and a place in the documentation."""

import ast
from dataclasses import is_dataclass
from importlib import import_module

import pytest
from django.core.management import call_command

from mendery.ground.events import listeners

from .sources import ROOT, app_of, modules, none, text_of, tree_of

DOCS = ROOT / "docs"
# Where feature switches are asked (rulings 21): at edges, and in the few actions that need them.
SWITCH_PLACES = {
    "mendery.ground.tenancy.switches",
    "mendery.ground.company.api",
    "mendery.ground.company.views.settings",
    "mendery.ground.company.actions.founding",
    "mendery.trade.billing.edition",
    "mendery.trade.stock.queries",
    "mendery.workshop.workorders.actions.parts",
}


def _events():
    for module, _path in modules():
        if app_of(module) and module.endswith(".events"):
            for name, value in vars(import_module(module)).items():
                if is_dataclass(value) and value.__module__ == module:
                    yield name, value


def test_every_fact_and_question_has_a_sentence():
    none([name for name, value in _events() if not (value.__doc__ or "").strip() or (value.__doc__ or "").startswith(f"{name}(")])


def test_facts_are_frozen():
    none([name for name, value in _events() if not value.__dataclass_params__.frozen])


def test_every_fact_and_question_stands_in_the_documentation():
    written = "\n".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))
    none([name for name, _ in _events() if name not in written])


def test_listeners_listen_to_facts_that_exist():
    known = {value for _, value in _events()}
    none([kind for kind in listeners() if kind not in known and not kind.__module__.startswith(("tests", "mendery.ground.events"))])


def test_feature_switches_are_asked_only_in_listed_places():
    found = {
        module for module, path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr == "is_on" and isinstance(node.value, ast.Name) and node.value.id == "switches"
    }  # fmt: skip
    none(found - SWITCH_PLACES)


def test_every_app_says_what_it_owns():
    silent = [
        module
        for module, path in modules()
        if path.name == "__init__.py" and module.count(".") == 2 and not ast.get_docstring(tree_of(path))
    ]
    none(silent)


@pytest.mark.django_db
def test_no_migration_is_missing():
    from django.conf import settings

    if settings.MIGRATION_MODULES:
        pytest.fail(f"no first migration: {', '.join(sorted(settings.MIGRATION_MODULES))}")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_address_of_a_machine_is_written_down():
    words = ("pypi.org", "pythonhosted", "registry.npmjs", "/root/", "localhost:")
    allowed = {"tests/house/test_documented.py"}
    found = []
    for folder in ("src", "tests", "docs", "benchmarks"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".toml", ".json", ".html"} and str(path.relative_to(ROOT)) not in allowed:
                found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word in text_of(path)]
    none(found)
