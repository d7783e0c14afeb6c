"""Settings, inside a business."""

from django.urls import path

from .views import books, settings, staffing

app_name = "company"
urlpatterns = [
    path("", settings.entity, name="entity"),
    path("company", settings.change_entity, name="change_entity"),
    path("branches/", settings.branches, name="branches"),
    path("branches/new", settings.new_branch, name="new_branch"),
    path("branches/<uuid:branch_id>", settings.branch, name="branch"),
    path("features/", settings.features, name="features"),
    path("features/switch", settings.switch, name="switch"),
    path("features/tolerance", settings.tolerance, name="tolerance"),
    path("locks/", books.locks, name="locks"),
    path("locks/set", books.lock, name="lock"),
    path("rates/", books.rates, name="rates"),
    path("rates/enter", books.enter_rate, name="enter_rate"),
    path("staff/", staffing.staff, name="staff"),
    path("staff/new", staffing.new_staff, name="new_staff"),
    path("staff/departments", staffing.new_department, name="new_department"),
    path("staff/<uuid:staff_id>", staffing.one_staff, name="one_staff"),
]
