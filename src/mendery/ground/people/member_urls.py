"""People and access, inside a business."""

from django.urls import path

from .views import keys, members, roles

app_name = "members"
urlpatterns = [
    path("", members.people, name="people"),
    path("invite", members.invite, name="invite"),
    path("branch", members.work_in, name="work_in"),
    path("roles/", roles.roles, name="roles"),
    path("roles/new", roles.new_role, name="new_role"),
    path("roles/<uuid:role_id>", roles.role, name="role"),
    path("tokens/", keys.tokens, name="tokens"),
    path("tokens/<uuid:token_id>/revoke", keys.revoke, name="revoke_token"),
    path("counters/", keys.counters, name="counters"),
    path("counters/<uuid:counter_id>/dismiss", keys.dismiss, name="dismiss_counter"),
    path("<uuid:member_id>", members.member, name="member"),
    path("<uuid:member_id>/pin", members.pin, name="pin"),
    path("<uuid:member_id>/link", members.new_link, name="new_link"),
    path("<uuid:member_id>/switch", members.switch, name="switch"),
]
