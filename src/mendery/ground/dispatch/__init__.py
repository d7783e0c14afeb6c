"""What runs later and what leaves the machine: jobs with progress, and the outbox.

Public rooms: ``models``, ``actions``, ``queries``.
"""
