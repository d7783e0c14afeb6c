"""Signing in, and the own account."""

from django.urls import path

from .views import account, entering

app_name = "people"
urlpatterns = [
    path("", entering.home, name="home"),
    path("sign-in", entering.sign_in, name="sign_in"),
    path("sign-in/code", entering.code, name="code"),
    path("sign-in/pin/<uuid:member_id>", entering.pin, name="pin"),
    path("sign-out", entering.sign_out, name="sign_out"),
    path("language", entering.language, name="language"),
    path("businesses", entering.businesses, name="businesses"),
    path("invitation/<str:secret>", entering.invitation, name="invitation"),
    path("welcome/<str:token>", entering.welcome, name="welcome"),
    path("me", account.me, name="me"),
    path("me/preferences", account.preferences, name="preferences"),
    path("me/contact", account.contact, name="contact"),
    path("me/password", account.password, name="password"),
    path("me/second-factor", account.add_second_factor, name="second_factor"),
    path("me/second-factor/stop", account.stop_second_factor, name="stop_second_factor"),
    path("me/sessions/revoke", account.revoke_session, name="revoke_session"),
]
