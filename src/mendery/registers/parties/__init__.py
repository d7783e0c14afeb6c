"""Who they are and what was agreed: customers, suppliers, contacts, consents."""
