"""I5: each settlement is posted once, balanced and with the bill's amounts, and is on its way to each
destination.
"""

from collections import Counter

from kitchenhub.bills.tables import Bill
from kitchenhub.ledger.tables import JournalEntry
from kitchenhub.store.outbox import OutboxRow
from kitchenhub.store.reads import Reader
from kitchenhub.verify.findings import Findings


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
