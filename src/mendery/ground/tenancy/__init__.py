"""Whose data this is: businesses, their isolation in the database, what they have switched on.

Public rooms: ``models``, ``scope`` (``with business(…)``), ``rows`` (the base of every business table),
``switches``, ``actions``. Everything above uses them and hardly mentions isolation again.
"""
