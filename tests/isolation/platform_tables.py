"""The written list of tables that belong to no business (rulings 11). No sensitive row of a business lives in them.

``REFERENCE`` tables may be pointed at by tables of a business: on a distributed server they are copied to every node.
``LOCAL`` ones stay with the coordinator.
"""

REFERENCE = {"tenancy_business", "people_person"}
LOCAL = {
    "people_personsession",
    "people_signinattempt",
    "people_tokenhash",
    "django_session",
    "django_migrations",
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
}
PLATFORM = REFERENCE | LOCAL
