"""Pages."""

from typing import Any

app_name = "reception"
urlpatterns: list[Any] = []
