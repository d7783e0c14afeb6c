"""The verbs of company: founding, its data, branches, rates, period locks, staff."""
