"""Packs: what belongs to one country. The core asks them through ``mendery.ground.company.ports`` and never names one."""
