from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "mendery.ground.people"
    label = "people"
