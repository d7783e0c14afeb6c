"""Printed papers and labels.

``data`` freezes what a paper says, ``designs`` lays it out as plain texts, ``typst/*.typ`` draws it, ``render`` gives the PDF.
``kinds`` says which papers there are and who may open them.
"""
