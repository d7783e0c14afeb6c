"""An app's rows are written only by that app: by its actions, and by its bulk loaders."""

import ast

from django.apps import apps

from .sources import ROOT, app_of, imports_of, modules, none, tree_of

WRITES = {"create", "bulk_create", "bulk_update", "update", "update_or_create", "get_or_create", "delete"}
# Rooms of the edge: they read and call actions.
EDGE = ("views", "api", "forms", "queries", "tables", "providers", "navigation", "handlers")


def _models():
    return {model.__name__: app_of(model.__module__) for model in apps.get_models() if app_of(model.__module__)}


def _root_of(node):
    """The name at the beginning of ``Model.objects.filter(…).update``."""
    names = []
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Name):
            return (node.id if "objects" in names else ""), names
        else:
            return "", names


def _writes():
    owners = _models()
    for module, path in modules():
        local = {target.rsplit(".", 1)[-1]: target for target, _ in imports_of(path, module)}
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                name, _ = _root_of(node.func.value)
                owner = app_of(local[name]) if name in local else (app_of(module) if name in owners else "")
                if name in owners and owner:
                    yield module, f"{path.relative_to(ROOT)}:{node.lineno}", name, owner


def test_rows_are_written_by_their_own_app():
    none([f"{where} writes {name} of {owner}" for module, where, name, owner in _writes() if app_of(module) and app_of(module) != owner])


def test_config_and_packs_write_no_rows():
    none([f"{where} writes {name}" for module, where, name, _ in _writes() if not app_of(module) and not module.startswith("mendery.demo")])


def test_the_edge_of_an_app_writes_no_rows():
    found = [
        f"{where} writes {name}" for module, where, name, _ in _writes()
        if app_of(module) and module.split(".")[3:4] and module.split(".")[3].startswith(EDGE)
    ]  # fmt: skip
    none(found)
