"""The kit page: in debug and demo only."""

from django.urls import path

from mendery.ground.ui import views

app_name = "kit"
urlpatterns = [path("kit", views.kit, name="kit")]
