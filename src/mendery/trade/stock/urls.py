"""Pages."""

from typing import Any

app_name = "stock"
urlpatterns: list[Any] = []
