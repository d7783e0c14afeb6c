"""The verbs of the cash desk."""
