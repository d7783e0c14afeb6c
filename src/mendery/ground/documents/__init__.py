"""Paperwork mechanics: number series, lifecycle, posting, frozen papers, history, files, search tokens, audit.

Knows no kind of document by name.
Public rooms: ``models``, ``refs``, ``numbering``, ``lifecycle``, ``posting``, ``search``, ``history``, ``files``, ``papers``.
"""
