"""All invariants of every restaurant of a database, each in one read transaction."""

from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.store.database import Database
from kitchenhub.store.reads import reading
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.verify.books import check_books
from kitchenhub.verify.chain import check_chain
from kitchenhub.verify.findings import SHOWN_MAX, TITLES, Findings
from kitchenhub.verify.identity import check_identity
from kitchenhub.verify.kitchen import check_kitchen
from kitchenhub.verify.money import check_money
from kitchenhub.verify.stock import check_stock


def audit(database: Database) -> dict[int, Findings]:
    """The findings by restaurant. Works beside a running server and on the files of a killed one."""
    return {number: _audit_one(database, number) for number in restaurant_ids(database)}


def _audit_one(database: Database, restaurant_id: int) -> Findings:
    findings = Findings()
    with reading(database, restaurant_id, "") as reader:
        last_at = check_chain(reader, findings)
        orders = reader.find(Order)
        lines = reader.find(OrderLine)
        check_identity(reader, orders, lines, findings)
        check_kitchen(reader, lines, last_at, findings)
        check_stock(reader, lines, findings)
        check_money(reader, orders, findings)
        check_books(reader, findings)
    return findings


def told(findings: Findings) -> list[str]:
    """The findings as lines for people."""
    text = [", ".join(f"{number} {what}" for what, number in findings.checked.items())]
    for invariant, title in TITLES.items():
        wrong = [said for which, said in findings.failures if which == invariant]
        text.append(f"{invariant}  {'FAILED' if wrong else 'holds '}  {title}")
        text += [f"      {said}" for said in wrong[:SHOWN_MAX]]
        if len(wrong) > SHOWN_MAX:
            text.append(f"      and {len(wrong) - SHOWN_MAX} more")
    text += [f"pending: {said}" for said in findings.pending]
    return text
