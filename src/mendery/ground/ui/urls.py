"""`me/theme` for everybody; `kit` is added by the root only in debug and demo."""

from django.urls import path

from mendery.ground.ui import views

urlpatterns = [path("me/theme", views.choose_theme, name="theme")]
kit_urls = [path("kit", views.kit, name="kit")]
