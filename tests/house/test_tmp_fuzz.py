import pytest
from .test_api_fuzzed import findings, operations
pytestmark = [pytest.mark.django_db(transaction=True)]
def test_billing():
    from tests import cast
    token = cast.found("garage", "Garaj Popescu").api("administrator").token
    wrong = [line for operation in operations() if "/billing/" in operation.label for line in findings(operation, token)]
    assert not wrong, "\n  " + "\n  ".join(wrong)
