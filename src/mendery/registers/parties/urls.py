"""Pages."""

from typing import Any

app_name = "parties"
urlpatterns: list[Any] = []
