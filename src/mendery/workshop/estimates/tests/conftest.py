"""Fixtures of estimates: the bench of work orders."""

from mendery.workshop.workorders.tests.conftest import bench  # noqa: F401 -- a fixture
