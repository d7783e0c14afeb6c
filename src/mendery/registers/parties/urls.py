"""Pages."""

from django.urls import path

from . import views

app_name = "parties"
urlpatterns = [
    path("", views.party_list, name="list"),
    path("count", views.count, name="count"),
    path("suggest", views.suggest, name="suggest"),
    path("alike", views.alike, name="alike"),
    path("new", views.create, name="create"),
    path("<uuid:party_id>", views.party_page, name="party"),
    path("<uuid:party_id>/edit", views.edit, name="edit"),
    path("<uuid:party_id>/merge", views.merge, name="merge"),
    path("<uuid:party_id>/contacts", views.add_contact, name="add_contact"),
    path("<uuid:party_id>/contacts/<uuid:contact_id>/remove", views.remove_contact, name="remove_contact"),
    path("<uuid:party_id>/consents", views.consent, name="consent"),
]
