"""The verbs of people: sign in, second factor, passwords, members, roles, counters, tokens."""
