"""Demo businesses: two car workshops and a device shop in Romania, a service centre in Russia, each with two years behind it.

A bulk loader (decision 3): history is computed with the same pure calculations that the actions use and written set by set; the
working day of today is done by the actions themselves. The ledger invariants are checked by the tests.
"""
