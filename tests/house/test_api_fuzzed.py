"""The API meets values that nobody thought of: no failure of ours, and every answer has the shape that the documentation says."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as how
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from mendery.config.urls import api

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 12
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def operations() -> Iterator[Any]:
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
    schema.app = get_wsgi_application()
    for found in schema.get_all_operations():
        yield found.ok()


def findings(operation: Any, token: str) -> list[str]:
    """What went wrong first with one operation."""
    wrong: list[str] = []

    @how(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        if not wrong:
            answer = case.call(headers={"Authorization": f"Bearer {token}"})
            try:
                case.validate_response(answer, checks=CHECKS)
            except (AssertionError, ExceptionGroup) as error:
                wrong.append(f"{operation.label}: {_brief(error)}")

    run()
    return wrong


def _brief(error: BaseException) -> str:
    return " ".join(str(error).split())[:400]


def test_every_operation_answers_as_documented():
    from tests import cast

    token = cast.found("garage", "Garaj Popescu").api("administrator").token
    wrong = [line for operation in operations() for line in findings(operation, token)]
    assert not wrong, "\n  " + "\n  ".join(wrong)
