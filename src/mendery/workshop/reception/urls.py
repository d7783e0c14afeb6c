"""Intake, custody, hand-over."""

from django.urls import path

from .views import filling, finding, leaving, signing

app_name = "reception"
urlpatterns = [
    path("intake/", finding.begin, name="begin"),
    path("intake/<uuid:draft_id>/find", finding.find, name="find"),
    path("intake/<uuid:draft_id>/unit", finding.unit, name="unit"),
    path("intake/<uuid:draft_id>/owner", finding.owner, name="owner"),
    path("intake/<uuid:draft_id>/another", finding.another, name="another"),
    path("intake/<uuid:draft_id>/discard", finding.discard, name="discard"),
    path("intake/<uuid:draft_id>/condition", filling.condition, name="condition"),
    path("intake/<uuid:draft_id>/photos", filling.photos, name="photos"),
    path("intake/<uuid:draft_id>/request", filling.ask, name="request"),
    path("intake/<uuid:draft_id>/sign", signing.sign, name="sign"),
    path("taken/<uuid:intake_id>/", signing.taken, name="taken"),
    path("handover/<uuid:order_id>/", leaving.hand_over, name="handover"),
    path("here/", leaving.here, name="here"),
    path("secret/<uuid:intake_unit_id>/", leaving.secret, name="secret"),
]
