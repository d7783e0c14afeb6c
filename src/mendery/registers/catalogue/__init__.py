"""What can be sold, used or done, and for how much: items of six kinds, codes, units, prices."""
