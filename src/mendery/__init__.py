"""Mendery: software that runs a service centre, from the first telephone call to the ledger."""

__version__ = "0.1.0"
