"""The furniture: page skeletons, components, formats, slots and the registry of providers. It owns no tables."""
