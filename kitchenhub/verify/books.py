"""I5: each settlement is posted once, balanced and with the bill's amounts, and is on its way to each
destination.
"""

from collections import Counter, defaultdict

from kitchenhub.bills.tables import Bill, Payment
from kitchenhub.ledger.rules import TIPS
from kitchenhub.ledger.tables import JournalEntry
from kitchenhub.store.outbox import OutboxRow
from kitchenhub.store.reads import Reader
from kitchenhub.verify.findings import Findings


def _check_amounts(reader: Reader, bill: Bill, findings: Findings) -> None:
    """What stands in the books for a bill against the bill itself, kind of account by kind."""
    posted: dict[str, int] = defaultdict(int)
    for entry in reader.find(JournalEntry, source=f"bill:{bill.id}"):
        for line in entry.lines:
            posted[_kind_of(line.account)] += line.debit_cents - line.credit_cents
    payments = [one for one in reader.find(Payment, bill_id=bill.id) if one.state == "captured"]
    settled = bill.state == "settled"
    tips = sum(one.tip_cents for one in payments)
    wanted = {
        "money": bill.total_cents + tips, "tips": -tips, "tax": -bill.tax_cents,
        "income": bill.tax_cents - bill.total_cents,
    }  # fmt: skip
    for kind, cents in wanted.items():
        if posted[kind] != (cents if settled else 0):
            findings.fail("I5", f"bill {bill.number}: {posted[kind]} of {kind} in the books, {cents} on it")


def _kind_of(account: str) -> str:
    if account.startswith("assets:"):
        return "money"
    if account.startswith("liabilities:tax:"):
        return "tax"
    return "tips" if account == TIPS else "income"


def check_books(reader: Reader, findings: Findings) -> None:
    """Check every entry, and every settled bill against its entry."""
    entries = {entry.id: entry for entry in reader.find(JournalEntry)}
    for entry in entries.values():
        debit = sum(line.debit_cents for line in entry.lines)
        credit = sum(line.credit_cents for line in entry.lines)
        if debit != credit:
            findings.fail("I5", f"entry {entry.id} does not balance: {debit} and {credit}")
    for bill in reader.find(Bill):
        for settlement in range(1, bill.settlements + 1):
            if f"bill:{bill.id}:{settlement}" not in entries:
                findings.fail("I5", f"bill {bill.number}: settlement {settlement} is not in the books")
            reversed_ = f"bill:{bill.id}:{settlement}:reversal" in entries
            standing = bill.state == "settled" and settlement == bill.settlements
            if reversed_ == standing:
                findings.fail("I5", f"bill {bill.number}: {bill.state}, but its posting says otherwise")
        _check_amounts(reader, bill, findings)
    outbox = reader.find(OutboxRow)
    queued = Counter(row.key for row in outbox if row.destination == "journal_file")
    for entry_id in entries:
        if queued[entry_id] != 1:
            findings.fail("I5", f"entry {entry_id} is queued {queued[entry_id]} times for the journal file")
    waiting = sum(row.state == "waiting" for row in outbox)
    dead = [row.key for row in outbox if row.state == "dead"]
    if waiting:
        findings.wait(f"{waiting} deliveries in the outbox")
    if dead:
        findings.wait(f"{len(dead)} dead deliveries, the first is {dead[0]}")
    findings.count("journal entries", len(entries))
