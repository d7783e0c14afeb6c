import pytest

from .counter import Counter, Wizard


@pytest.fixture
def counter(founded, at, settings, tmp_path):
    settings.FILES = tmp_path
    return Counter(founded, at)


@pytest.fixture
def wizard(counter, client_of):
    return Wizard(client_of("receptionist"))
