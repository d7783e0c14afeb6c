"""The pages that look over the whole shop."""

from django.urls import path

from .views import orders, search, today

app_name = "board"
urlpatterns = [
    path("", today.today, name="today"),
    path("work/", orders.orders, name="orders"),
    path("work/count", orders.count, name="orders_count"),
    path("work/filter", orders.choose, name="orders_filter"),
    path("work/jobs.csv", orders.orders_csv, name="orders_csv"),
    path("work/jobs.xlsx", orders.orders_xlsx, name="orders_xlsx"),
    path("work/assign", orders.assign, name="orders_assign"),
    path("search", search.search, name="search"),
]
