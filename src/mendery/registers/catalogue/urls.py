"""Pages."""

from django.urls import path

from . import views

app_name = "catalogue"
urlpatterns = [
    path("", views.item_list, name="list"),
    path("count", views.count, name="count"),
    path("suggest", views.suggest, name="suggest"),
    path("new", views.create, name="create"),
    path("<uuid:item_id>", views.item_page, name="item"),
    path("<uuid:item_id>/edit", views.edit, name="edit"),
    path("<uuid:item_id>/price", views.price, name="price"),
    path("<uuid:item_id>/codes", views.add_code, name="add_code"),
    path("<uuid:item_id>/codes/<uuid:code_id>/remove", views.remove_code, name="remove_code"),
]
