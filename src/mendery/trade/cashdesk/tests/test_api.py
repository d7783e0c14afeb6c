"""The cash desk by API."""

from mendery.registers.parties.actions import PartyInput, register
from mendery.trade.cashdesk.models import Till


def test_take_by_api(founded, at, api_of):
    party = register(data=PartyInput(name="Radu", is_customer=True), by=founded.actor("manager"), at=at)
    cashier, till = api_of("cashier"), Till.objects.get(branch=founded.branch)
    money = {"party_id": party.pk, "method": "cash", "amount": "100.00"}
    assert cashier.post("/cash/payments", money).json()["code"] == "shift_not_open"
    shift = cashier.post("/cash/shifts/open", {"till_id": till.pk, "opening": "200.00"}).json()
    paid = cashier.post("/cash/payments", money).json()
    assert paid["amount"] == "100.00"
    assert len(cashier.get("/cash/payments").json()["items"]) == 1
    back = {"amount": "40.00", "method": "cash", "reason": "x"}
    assert cashier.post(f"/cash/payments/{paid['id']}/refund", back).json()["amount"] == "-40.00"
    assert cashier.post(f"/cash/shifts/{shift['id']}/close", {"counted": "260.00"}).json()["expected"] == "260.00"
    assert api_of("mechanic").get("/cash/payments").status_code == 403
