"""For everybody, also before sign-in."""

from django.urls import path

from mendery.ground.ui import views

app_name = "ui"
urlpatterns = [path("me/theme", views.choose_theme, name="theme")]
