"""Pages."""

from django.urls import path

from . import views

app_name = "equipment"
urlpatterns = [
    path("", views.unit_list, name="list"),
    path("count", views.count, name="count"),
    path("suggest", views.suggest, name="suggest"),
    path("alike", views.alike, name="alike"),
    path("new", views.create, name="create"),
    path("<uuid:unit_id>", views.unit_page, name="unit"),
    path("<uuid:unit_id>/edit", views.edit, name="edit"),
    path("<uuid:unit_id>/owner", views.change_owner, name="change_owner"),
    path("<uuid:unit_id>/meter", views.read_meter, name="read_meter"),
    path("<uuid:unit_id>/merge", views.merge, name="merge"),
]
