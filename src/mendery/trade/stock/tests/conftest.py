"""Fixtures of the store."""

from datetime import datetime
from typing import Any

import pytest

from .shelf import Shelf


@pytest.fixture
def shelf(founded: Any, at: datetime) -> Shelf:
    return Shelf(founded, at)
