from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "mendery.workshop.board"
    label = "board"
