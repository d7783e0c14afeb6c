"""Number series, inside the settings of a business."""

from django.urls import path

from . import series_views as views

app_name = "series"
urlpatterns = [
    path("", views.all_series, name="list"),
    path("<uuid:series_id>", views.one_series, name="one"),
]
