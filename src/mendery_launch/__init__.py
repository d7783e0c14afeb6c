"""Everything that happens before Django starts: packages, assets, the embedded database, the commands.

Standard library only, since it runs on a machine where nothing has been installed yet. The one exception
is `messages`, which runs inside the virtual environment.
"""
