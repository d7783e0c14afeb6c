"""The set-up assistant."""

from typing import Any

app_name = "setup"
urlpatterns: list[Any] = []
