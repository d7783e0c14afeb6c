"""The rights that exist, and what each role holds before an administrator edits it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

RECEPTIONIST, STOREKEEPER, CASHIER = "receptionist", "storekeeper", "cashier"
ADMINISTRATOR, MECHANIC, MANAGER, ACCOUNTANT = "administrator", "mechanic", "manager", "accountant"

ROLE_NAMES = {
    RECEPTIONIST: _("Receptionist"),
    STOREKEEPER: _("Storekeeper"),
    CASHIER: _("Cashier"),
    ADMINISTRATOR: _("Administrator"),
    MECHANIC: _("Mechanic"),
    MANAGER: _("Manager"),
    ACCOUNTANT: _("Accountant"),
}


@dataclass(frozen=True)
class Right:
    """One right: its code, what it lets one do, and the roles that hold it from the start."""

    code: str
    label: Any
    roles: tuple[str, ...]


_R, _S, _C, _A, _M, _B, _X = RECEPTIONIST, STOREKEEPER, CASHIER, ADMINISTRATOR, MECHANIC, MANAGER, ACCOUNTANT

RIGHTS = (
    Right("today.see", _("Open Today and search"), (_R, _S, _C, _A, _M, _B, _X)),
    Right("parties.see", _("See customers and suppliers"), (_R, _S, _C, _A, _B, _X)),
    Right("parties.edit", _("Create and change customers and suppliers"), (_R, _S, _A, _B, _X)),
    Right("parties.merge", _("Merge customers, suppliers, vehicles and devices"), (_A, _B)),
    Right("items.see", _("See parts, services and labour"), (_R, _S, _C, _A, _M, _B, _X)),
    Right("items.edit", _("Create and change parts, services and labour"), (_S, _A, _B)),
    Right("units.see", _("See vehicles and devices with their history"), (_R, _S, _A, _M, _B, _X)),
    Right("units.edit", _("Create and change vehicles and devices"), (_R, _A, _B)),
    Right("prices.see", _("See sale prices and amounts"), (_R, _S, _C, _A, _B, _X)),
    Right("costs.see", _("See purchase prices and stock value"), (_S, _A, _B, _X)),
    Right("margins.see", _("See margins"), (_A, _B)),
    Right("stock.see", _("See stock on hand"), (_R, _S, _C, _A, _M, _B, _X)),
    Right("stock.issue", _("Issue parts to jobs and take them back"), (_S, _A, _B)),
    Right("stock.correct", _("Correct stock quantities"), (_S, _A, _B)),
    Right("receipts.see", _("See goods receipts and supplier invoices"), (_S, _A, _B, _X)),
    Right("receipts.edit", _("Enter and match goods receipts"), (_S, _A, _B)),
    Right("receipts.post", _("Post goods receipts and reverse them"), (_S, _A, _B)),
    Right("supplier_orders.edit", _("Order from suppliers"), (_S, _A, _B)),
    Right("orders.see", _("See work orders"), (_R, _S, _C, _A, _M, _B, _X)),
    Right("orders.edit", _("Open and change work orders"), (_R, _A, _B)),
    Right("orders.price", _("Change prices and discounts on work orders"), (_R, _A, _B)),
    Right("orders.work", _("Start, note and finish work on jobs"), (_M, _A, _B)),
    Right("orders.check", _("Pass or fail the quality check"), (_M, _A, _B)),
    Right("orders.finish", _("Finish and cancel work orders"), (_R, _A, _B)),
    Right("estimates.send", _("Make and send estimates"), (_R, _A, _B)),
    Right("estimates.answer", _("Record the customer's answer"), (_R, _A, _B)),
    Right("intake.do", _("Take units in for repair"), (_R, _A, _B)),
    Right("handover.do", _("Hand units over to customers"), (_R, _C, _A, _B)),
    Right("handover.override", _("Hand over although something is still owed or out"), (_A, _B)),
    Right("secrets.see", _("See unlock codes of devices"), (_R, _M, _A, _B)),
    Right("invoices.see", _("See invoices"), (_R, _C, _A, _B, _X)),
    Right("invoices.draft", _("Draft invoices"), (_R, _C, _A, _B, _X)),
    Right("invoices.post", _("Post invoices"), (_R, _C, _A, _B, _X)),
    Right("invoices.reverse", _("Reverse posted invoices (storno)"), (_A, _B, _X)),
    Right("cash.see", _("See payments and the cash desk"), (_C, _A, _B, _X)),
    Right("cash.take", _("Take payments"), (_C, _A, _B)),
    Right("cash.refund", _("Pay money back"), (_C, _A, _B)),
    Right("cash.shift", _("Open, count and close the till"), (_C, _A, _B)),
    Right("balances.see", _("See what customers owe and their account cards"), (_R, _C, _A, _B, _X)),
    Right("papers.see", _("Open and print papers"), (_R, _S, _C, _A, _M, _B, _X)),
    Right("photos.add", _("Add photos and files"), (_R, _S, _A, _M, _B)),
    Right("settings.see", _("See settings"), (_A, _B, _X)),
    Right("settings.edit", _("Change settings, papers, stages and series"), (_A, _B)),
    Right("people.manage", _("Manage people, roles and access"), (_A,)),
    Right("tokens.manage", _("Make and revoke API tokens"), (_A,)),
    Right("periods.lock", _("Lock and reopen periods"), (_A, _X)),
    Right("audit.see", _("See the audit trail"), (_A, _B, _X)),
)
ALL_RIGHTS = frozenset(right.code for right in RIGHTS)


def default_rights(role: str) -> frozenset[str]:
    """What a role may do until an administrator changes it."""
    return frozenset(right.code for right in RIGHTS if role in right.roles)
