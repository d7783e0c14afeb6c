"""The works of README.md, measured on a served Mendery."""
