"""The verbs of tenancy: businesses and their stay. Feature switches are turned in ``switches``."""
