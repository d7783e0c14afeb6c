"""Who we are: legal entities, branches, departments, staff, tax rules by country pack, exchange rates, period locks.

Public rooms: ``models``, ``ports``, ``actions``, ``queries``.
"""
