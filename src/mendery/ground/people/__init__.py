"""Who signs in and as what: persons (of the platform), their membership of businesses, roles, tokens, devices.

Public rooms: ``models``, ``actor``, ``permissions``, ``guards``, ``actions``, ``queries``.
"""
