"""Pages."""

from typing import Any

app_name = "estimates"
urlpatterns: list[Any] = []
