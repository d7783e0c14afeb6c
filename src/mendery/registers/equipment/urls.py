"""Pages."""

from typing import Any

app_name = "equipment"
urlpatterns: list[Any] = []
