"""Background work, inside a business."""

from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="list"),
    path("<uuid:run_id>", views.job, name="job"),
    path("messages/<uuid:message_id>/again", views.send_again, name="send_again"),
]
