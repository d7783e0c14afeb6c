"""What runs later and what leaves the machine: jobs with progress, the outbox, answers kept for repeated requests.

Public rooms: ``models``, ``actions``, ``queries``.
"""
