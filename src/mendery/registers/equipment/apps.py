from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    name = "mendery.registers.equipment"
    label = "equipment"
