"""Where a serial number may go from where it is (rule 49)."""

from mendery.ground.documents.states import moves

EXPECTED, IN_STOCK, RESERVED, SOLD = "expected", "in_stock", "reserved", "sold"
WITH_CUSTOMER, IN_REPAIR, SCRAPPED, RETURNED = "with_customer", "in_repair", "scrapped", "returned"

SERIAL_MOVES = moves(
    (EXPECTED, IN_STOCK),
    (RETURNED, IN_STOCK),
    (IN_STOCK, RESERVED),
    (RESERVED, IN_STOCK),
    (IN_STOCK, SOLD),
    (RESERVED, SOLD),
    (IN_STOCK, SCRAPPED),
    (IN_STOCK, RETURNED),
    (SOLD, IN_STOCK),
    (SOLD, WITH_CUSTOMER),
    (WITH_CUSTOMER, IN_REPAIR),
    (IN_REPAIR, WITH_CUSTOMER),
    (WITH_CUSTOMER, IN_STOCK),
)
