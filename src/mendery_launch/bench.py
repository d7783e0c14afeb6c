"""`bench`: the works of the benchmarks, on a database of their own."""

import argparse

from mendery_launch import assets, django, messages, packages
from mendery_launch.env import running_database
from mendery_launch.places import CHECKOUT, Home


def run(_options: argparse.Namespace, rest: list[str]) -> int:
    """Hand over to `python -m benchmarks` with a database that keeps to the disk as in production."""
    packages.ensure()
    assets.ensure()
    messages.ensure()
    with running_database(Home(CHECKOUT / "var" / "bench")) as database:
        paths = f"{CHECKOUT}"
        return django.run_python(
            ["-c", f"import sys, runpy; sys.path.insert(0, {paths!r}); runpy.run_module('benchmarks', run_name='__main__')", *rest],
            database,
        )
