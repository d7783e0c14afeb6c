"""Every page and every operation, walked as every role and as a stranger, against the written table."""

import json

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from mendery.config.urls import api
from mendery.ground.people.permissions import ALL_RIGHTS, ROLE_NAMES, default_rights

from .access_table import OPERATIONS, PAGES
from .addresses import all_addresses, pages
from .samples import sample
from .sources import none

NOT_YOURS = "Your role does not include this."
SERVER_ERROR = 500
pytestmark = pytest.mark.django_db


def rights_of(guard):
    return set() if guard in ("public", "signed_in", "token") else set(guard.split("|"))


def test_every_view_has_a_guard():
    none(one.name for one in all_addresses() if not one.guard)


def test_the_table_of_pages_is_complete_and_true():
    assert {one.name: one.guard for one in pages()} == PAGES


def test_guards_ask_for_rights_that_exist():
    none(f"{name}: {right}" for name, guard in {**PAGES, **OPERATIONS}.items() for right in rights_of(guard) - ALL_RIGHTS)


def test_every_right_opens_something():
    asked = {right for guard in {**PAGES, **OPERATIONS}.values() for right in rights_of(guard)}
    # These are asked for inside pages and actions: what is shown, what may be overridden.
    inside = {"costs.see", "margins.see", "prices.see", "handover.override", "orders.price", "secrets.see"}
    none(ALL_RIGHTS - asked - inside)


def visit(client, address):
    """The answer of the guard, or of the page behind it; whatever it does is undone."""
    with transaction.atomic():
        answer = client.get(address.path)
        if answer.status_code == 405:
            answer = client.post(address.path)
        transaction.set_rollback(True)
    return answer


def says(answer):
    return b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_pages_open_for_the_roles_that_the_table_names(founded, role):
    client, held, wrong = founded.client(role), default_rights(role), []
    for one in pages():
        wanted = rights_of(one.guard)
        if not wanted:
            continue
        answer = visit(client, one)
        is_shut = answer.status_code == 403 and NOT_YOURS.encode() in says(answer)
        if is_shut == bool(wanted & held) or answer.status_code >= SERVER_ERROR:
            wrong.append(f"{one.name}: {answer.status_code}")
    none(wrong)


def test_strangers_are_sent_to_the_sign_in(founded):
    client, wrong = Client(), []
    for one in pages():
        if one.guard == "public":
            continue
        answer = visit(client, one)
        if answer.status_code != 302 or not answer["Location"].startswith("/sign-in"):
            wrong.append(f"{one.name}: {answer.status_code}")
    none(wrong)


def test_members_of_another_business_find_nothing(db):
    from tests import cast

    cast.found("garage", "Garaj Popescu")
    client, wrong = cast.found("rival", "Rival Auto").client("administrator"), []
    for one in pages():
        if rights_of(one.guard):
            answer = visit(client, one)
            if answer.status_code != 404:
                wrong.append(f"{one.name}: {answer.status_code}")
    none(wrong)


def operations():
    whole = api.get_openapi_schema()
    for path, verbs in whole["paths"].items():
        for method, one in verbs.items():
            yield path, method, one, whole


def test_the_table_of_operations_is_complete():
    none({one["operationId"] for _, _, one, _ in operations()} ^ set(OPERATIONS))


def test_operations_have_their_own_names():
    names = [one["operationId"] for _, _, one, _ in operations()]
    assert len(names) == len(set(names))


def call(client, token, path, method, one, whole):
    for parameter in one.get("parameters", []):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(sample(parameter["schema"], whole)))
    asked = [f"{p['name']}={sample(p['schema'], whole)}" for p in one.get("parameters", []) if p["in"] == "query" and p.get("required")]
    if asked:
        path += "?" + "&".join(asked)
    content = one.get("requestBody", {}).get("content", {})
    body, kind = None, "application/json"
    if "application/json" in content:
        body = json.dumps(sample(content["application/json"]["schema"], whole))
    elif content:
        kind, form = next(iter(content.items()))
        body = _form(sample(form["schema"], whole), form["schema"])
    return _send(client, token, path, method, body, kind)


def _form(values, schema):
    from django.core.files.uploadedfile import SimpleUploadedFile

    properties = schema.get("properties", {})
    return {
        name: SimpleUploadedFile("a.txt", b"x") if properties.get(name, {}).get("format") == "binary" else value
        for name, value in values.items()
    }


def _send(client, token, path, method, body, kind):
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    with transaction.atomic():
        if kind == "multipart/form-data":
            answer = getattr(client, method)(path, data=body, headers=headers)
        elif method == "get":
            answer = client.get(path, headers=headers)
        else:
            answer = getattr(client, method)(path, data=body, content_type=kind, headers=headers)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_operations_answer_the_roles_that_the_table_names(founded, role):
    token, held, client, wrong = founded.api(role).token, default_rights(role), Client(), []
    for path, method, one, whole in operations():
        wanted = rights_of(OPERATIONS[one["operationId"]])
        answer = call(client, token, path, method, one, whole)
        code = answer.json().get("code") if answer.status_code >= 400 and "json" in answer["Content-Type"] else ""
        is_shut = code == "no_right"
        may = not wanted or bool(wanted & held)
        if is_shut == may or code == "not_understood" or answer.status_code >= SERVER_ERROR:
            wrong.append(f"{one['operationId']}: {answer.status_code} {code}")
    none(wrong)


def test_operations_answer_nobody_without_a_token(founded):
    client, wrong = Client(), []
    for path, method, one, whole in operations():
        answer = call(client, "mnd_guess", path, method, one, whole)
        if answer.status_code != 401:
            wrong.append(f"{one['operationId']}: {answer.status_code}")
    none(wrong)


def test_names_of_addresses_are_unique():
    names = [one.name for one in pages()]
    none(name for name in names if names.count(name) > 1)
    assert get_resolver().url_patterns


def test_shapes_of_the_api_have_their_own_names():
    """Two shapes of one name in two apps would document each other's answers."""
    from importlib import import_module

    from ninja import Schema

    from mendery.config.api import ROUTERS

    owners = {}
    for module in ROUTERS.values():
        for value in vars(import_module(module)).values():
            if isinstance(value, type) and issubclass(value, Schema) and value is not Schema:
                owners.setdefault(value.__name__, set()).add(value.__module__)
    none(f"{name}: {', '.join(sorted(modules))}" for name, modules in owners.items() if len(modules) > 1)
