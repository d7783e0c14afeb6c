"""The verbs of the register of vehicles, devices and machines."""
