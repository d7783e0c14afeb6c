"""Code looks down; across apps only through public rooms; foreign keys point down and leave no way back."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db import models

from .sources import ROOT, app_of, imports_of, modules, none

# Ground apps say in their __init__ which further rooms are public; these are they.
PUBLIC = {"models", "states", "events", "actions", "queries", "ports", "calculations"}
GROUND_ROOMS = {
    "mendery.ground.tenancy": {"acts", "scope", "rows", "switches", "beside", "direct", "backend"},
    "mendery.ground.people": {
        "actor", "guards", "permissions", "api_rights", "secrets", "tokens", "forms", "sessions", "names", "branches", "answers", "demo",
        "requests",
    },
    "mendery.ground.dispatch": {"kinds", "worker", "working"},
    "mendery.ground.company": {"packs", "setting_tabs", "inputs"},
    "mendery.ground.documents": {
        "refs", "numbering", "lifecycle", "posting", "search", "history", "files", "papers", "register", "versions", "timeline", "series",
        "states", "arming",
    },
    "mendery.registers.catalogue": {"units", "kinds"},
    "mendery.trade.billing": {"edition", "refusals"},
    "mendery.trade.stock": {"refusals"},
    "mendery.registers.equipment": {"kinds"},
    "mendery.workshop.workorders": {"stages"},
}  # fmt: skip
FREE = {"mendery.ground.money", "mendery.ground.events", "mendery.ground.ui"}
FLOOR = {
    name: number
    for number, names in enumerate(
        (
            ("ground.tenancy",), ("ground.people",), ("ground.dispatch",), ("ground.company",), ("ground.documents", "ground.live"),
            ("registers.parties", "registers.catalogue"), ("registers.equipment",), ("trade.stock", "trade.billing"), ("trade.purchasing",),
            ("trade.cashdesk",), ("workshop.warranty", "workshop.scheduling"), ("workshop.reception",), ("workshop.workorders",),
            ("workshop.inspections",), ("workshop.estimates",), ("workshop.board",),
        )
    )
    for name in names
}  # fmt: skip


def test_the_contracts_of_the_floors_are_kept():
    tool = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run([tool], cwd=ROOT, env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""}, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-6000:]


def test_across_apps_only_public_rooms_are_imported():
    found = []
    for module, path in modules():
        ours = app_of(module)
        if not ours:
            continue
        for target, line in imports_of(path, module):
            theirs = app_of(target)
            parts = target.split(".")
            if not theirs or theirs == ours or theirs in FREE or len(parts) < 4:
                continue
            if parts[3] not in PUBLIC | GROUND_ROOMS.get(theirs, set()):
                found.append(f"{path.relative_to(ROOT)}:{line} imports {target}")
    none(found)


def _name_of(model):
    return model.__module__.removeprefix("mendery.").rsplit(".models", 1)[0]


def test_foreign_keys_point_down_and_leave_no_way_back():
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("mendery."):
            continue
        here = _name_of(model)
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or field.name == "business":
                continue
            there = _name_of(field.related_model)
            if there == here:
                continue
            if FLOOR[there] >= FLOOR[here]:
                found.append(f"{model._meta.label}.{field.name} points up to {there}")
            if field.remote_field.related_name != "+":
                found.append(f"{model._meta.label}.{field.name} needs related_name='+'")
    none(found)


def test_no_many_to_many_without_a_table_of_its_own():
    none([str(field) for model in apps.get_models() if model.__module__.startswith("mendery.") for field in model._meta.local_many_to_many])
