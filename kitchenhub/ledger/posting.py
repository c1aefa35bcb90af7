"""What is posted when: every settlement, reversal, tip, cash move and count becomes one balanced entry.

Ids are made from what is posted, so that nothing is posted twice; each entry is queued for the journal
file.
"""

import msgspec

from kitchenhub.bills.facts import BillReopened, BillSettled, TipChanged
from kitchenhub.bills.tables import Bill, Payment
from kitchenhub.errors import Rejected
from kitchenhub.ledger import rules
from kitchenhub.ledger.tables import JournalEntry
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.shifts.days import posting_day
from kitchenhub.shifts.facts import CashMoved, DrawerClosed
from kitchenhub.shifts.tables import CashMove, DrawerSession
from kitchenhub.store.outbox import OutboxRow
from kitchenhub.store.work import Work

JOURNAL_FILE = "journal_file"


def post_sale(work: Work, fact: BillSettled) -> None:
    """A bill settled."""
    bill = _bill(work, fact.bill_id)
    payments = [one for one in work.find(Payment, bill_id=bill.id) if one.state == "captured"]
    postings = rules.sale(bill, payments, included=_restaurant(work).prices_include_tax)
    id = f"bill:{bill.id}:{bill.settlements}"
    _post(
        work, id, _source(bill), f"Bill {bill.number}, order {bill.order_number}", postings, bill.business_day
    )


def reverse_sale(work: Work, fact: BillReopened) -> None:
    """A bill was opened again: everything posted for it is taken back by an entry of its own."""
    bill = _bill(work, fact.bill_id)
    posted = [entry.lines for entry in work.find(JournalEntry, source=_source(bill))]
    id = f"bill:{bill.id}:{fact.settlement}:reversal"
    _post(
        work,
        id,
        _source(bill),
        f"Bill {bill.number} opened again",
        rules.reversed_lines(posted),
        bill.business_day,
    )


def post_tip_change(work: Work, fact: TipChanged) -> None:
    """A tip on a settled bill is another one now."""
    payment = work.get(Payment, fact.payment_id)
    if payment is None:
        raise RuntimeError(f"payment {fact.payment_id} vanished")
    bill = _bill(work, payment.bill_id)
    more = payment.tip_cents - fact.old_tip_cents
    postings = {rules.money_account(payment.method): more, rules.TIPS: -more}
    _post(
        work,
        f"tip:{payment.id}:{fact.change}",
        _source(bill),
        f"Tip on bill {bill.number}",
        postings,
        bill.business_day,
    )


def post_cash_move(work: Work, fact: CashMoved) -> None:
    """Cash went in or out of a drawer without a sale."""
    move = work.get(CashMove, fact.cash_move_id)
    if move is None:
        raise RuntimeError(f"cash move {fact.cash_move_id} vanished")
    other = {"pay_in": rules.PAY_IN, "pay_out": rules.PAY_OUT, "drop": rules.SAFE}.get(move.kind)
    if other is None or not move.amount_cents:
        return
    into = move.amount_cents if move.kind == "pay_in" else -move.amount_cents
    text = f"{move.kind.replace('_', ' ').capitalize()}: {move.reason or 'no reason'}"
    session = work.get(DrawerSession, move.drawer_session_id)
    day = session.business_day if session else None
    source = f"drawer:{move.drawer_session_id}"
    _post(work, f"cash:{move.id}", source, text, {rules.CASH: into, other: -into}, day)


def post_count(work: Work, fact: DrawerClosed) -> None:
    """A drawer was counted: what is over or short is booked."""
    session = work.get(DrawerSession, fact.session_id)
    if session is None or session.over_short_cents is None:
        raise RuntimeError(f"drawer session {fact.session_id} was not counted")
    if session.over_short_cents:
        over = session.over_short_cents
        text = f"Drawer {session.drawer_id} {'over' if over > 0 else 'short'}"
        postings = {rules.CASH: over, rules.OVER_SHORT: -over}
        _post(work, f"drawer:{session.id}", f"drawer:{session.id}", text, postings, session.business_day)


def _post(work: Work, id: str, source: str, text: str, postings: rules.Postings, day: str | None) -> None:
    if not rules.balanced(postings):
        raise Rejected("unbalanced", f"The entry {id} does not balance.", current=postings)
    entry = work.add(
        JournalEntry(
            restaurant_id=work.restaurant_id, id=id, at=work.now,
            business_day=day or posting_day(work, work.now), source=source,
            text=" ".join(text.split()),  # one line: a reason must not write lines of its own into the files
            lines=rules.lines(postings),
        )
    )  # fmt: skip
    payload = {"currency": _restaurant(work).currency, **msgspec.to_builtins(entry)}
    work.add(
        OutboxRow(
            restaurant_id=work.restaurant_id, destination=JOURNAL_FILE, key=id, position=work.first_seq,
            payload=payload, state="waiting", created_at=work.now,
        )
    )  # fmt: skip


def _source(bill: Bill) -> str:
    return f"bill:{bill.id}"


def _bill(work: Work, id: str) -> Bill:
    bill = work.get(Bill, id)
    if bill is None:
        raise RuntimeError(f"bill {id} vanished")
    return bill


def _restaurant(work: Work) -> Restaurant:
    row = work.get(Restaurant)
    if row is None:
        raise RuntimeError("a restaurant without settings")
    return row
