"""The bills' routes."""

from kitchenhub.api.endpoint import Endpoint, not_yet, read, write
from kitchenhub.bills.cards import BillCard, Bills, PaymentCard, PaymentTaken, bill_card
from kitchenhub.bills.making import (
    BillAct,
    MakeBills,
    NewDiscount,
    PrintCheck,
    comp_bill,
    discount_bill,
    make_bills,
    print_check,
    reopen_bill,
)
from kitchenhub.bills.paying import NewPayment, NewTip, VoidPayment, change_tip, pay, void_payment
from kitchenhub.roles import ORDERERS, SERVERS
from kitchenhub.store.reads import Reader

_APPROVED = ("approval_required", "approval_invalid", "bill_state")


def read_bill(reader: Reader, id: str) -> BillCard:
    """One bill."""
    return bill_card(reader, id)


ENDPOINTS: list[Endpoint] = [
    write("POST", "/orders/{id}/bills", SERVERS, make_bills, body=MakeBills, answer=Bills, status=201,
          summary="Make an order's bill", codes=("order_paid", "nothing_to_do", "not_yet")),
    read("/bills/{id}", ORDERERS, read_bill, answer=BillCard, summary="Read a bill"),
    write("POST", "/bills/{id}/print", SERVERS, print_check, body=PrintCheck, answer=BillCard,
          summary="Print the guest check", codes=("nothing_to_do",)),
    write("POST", "/bills/{id}/discounts", SERVERS, discount_bill, body=NewDiscount, answer=BillCard,
          status=201, summary="Discount a bill", codes=_APPROVED),
    write("POST", "/bills/{id}/comps", SERVERS, comp_bill, body=BillAct, answer=BillCard, status=201,
          summary="Give a whole bill", codes=(*_APPROVED, "lines_held")),
    write("POST", "/bills/{id}/reopen", SERVERS, reopen_bill, body=BillAct, answer=BillCard,
          summary="Open a settled bill again", codes=(*_APPROVED, "day_closed")),
    write("POST", "/bills/{id}/payments", SERVERS, pay, body=NewPayment, answer=PaymentTaken, status=201,
          summary="Take a payment",
          codes=("bill_state", "bill_stale", "lines_held", "overpaid", "no_open_drawer")),
    write("PUT", "/payments/{id}/tip", SERVERS, change_tip, body=NewTip, answer=PaymentCard,
          summary="Change a tip", codes=("tip_locked", "payment_state")),
    write("POST", "/payments/{id}/void", SERVERS, void_payment, body=VoidPayment, answer=PaymentCard,
          summary="Take a payment back",
          codes=("approval_required", "approval_invalid", "day_closed", "drawer_state")),
    not_yet("POST", "/payments/{id}/refunds", SERVERS, "Refund a payment"),
]  # fmt: skip
