"""Fixtures of work orders."""

from datetime import datetime
from typing import Any

import pytest

from .bench import Bench


@pytest.fixture
def bench(founded: Any, at: datetime) -> Bench:
    return Bench(founded, at)
