"""Pages."""

from django.urls import path

from .views import item, lists

app_name = "stock"
urlpatterns = [
    path("", lists.stock_list, name="list"),
    path("count", lists.count, name="count"),
    path("papers", lists.papers, name="papers"),
    path("items/<uuid:item_id>", item.shelf, name="item"),
    path("items/<uuid:item_id>/movements", item.movements, name="movements"),
    path("items/<uuid:item_id>/correct", item.correct, name="correct"),
    path("layers/<uuid:layer_id>/send-back", item.send_back, name="send_back"),
    path("lines/<uuid:line_id>/release", item.release, name="release"),
]
