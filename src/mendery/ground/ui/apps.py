"""Registers the furniture with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, tags and static files."""

    name = "mendery.ground.ui"
    label = "ui"
