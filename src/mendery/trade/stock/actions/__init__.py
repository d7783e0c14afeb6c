"""Verbs of the store: bring in, reserve, draw, take back, correct."""
