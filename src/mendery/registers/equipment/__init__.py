"""The thing under repair and its identity through time: vehicles, devices, machines, owners, meters."""
