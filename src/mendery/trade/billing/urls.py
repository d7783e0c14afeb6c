"""Pages."""

from typing import Any

app_name = "billing"
urlpatterns: list[Any] = []
