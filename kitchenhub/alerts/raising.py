"""Alerts follow troubles: raised once while they last, cleared when they are over."""

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.alerts.tables import Alert
from kitchenhub.store.work import Work


def raise_alert(work: Work, trouble: Trouble) -> None:
    """Raise an alert, or change its words; the same words again are no news."""
    id = f"{trouble.code}:{trouble.subject}"
    known = work.get(Alert, id)
    if known is None:
        work.add(
            Alert(
                restaurant_id=work.restaurant_id, id=id, code=trouble.code, severity=trouble.severity,
                subject=trouble.subject, text=trouble.text, detail=trouble.detail, raised_at=work.now,
            )
        )  # fmt: skip
    elif known.cleared_at is not None:
        work.change(
            known, severity=trouble.severity, text=trouble.text, detail=trouble.detail, raised_at=work.now,
            cleared_at=None,
        )  # fmt: skip
    elif (known.text, known.detail, known.severity) != (trouble.text, trouble.detail, trouble.severity):
        work.change(known, severity=trouble.severity, text=trouble.text, detail=trouble.detail)
    else:
        return
    work.announce("alert.raised", "alert", id)


def clear_alert(work: Work, over: TroubleOver) -> None:
    """Clear an alert; harmless when it was not raised."""
    id = f"{over.code}:{over.subject}"
    known = work.get(Alert, id)
    if known is not None and known.cleared_at is None:
        work.change(known, cleared_at=work.now)
        work.announce("alert.cleared", "alert", id)
