"""Which drawer cash goes into: the named one, else the only open one."""

from kitchenhub.errors import Rejected
from kitchenhub.shifts.tables import DrawerSession
from kitchenhub.store.work import Work


def session_for_cash(work: Work, drawer: str | None) -> DrawerSession:
    """The open session that takes the cash. Raises Rejected `no_open_drawer`."""
    sessions = work.find(DrawerSession, state="open")
    if drawer is not None:
        sessions = [session for session in sessions if session.drawer_id == drawer]
        if not sessions:
            raise Rejected("no_open_drawer", f"The drawer {drawer[:80]!r} is not open.")
    if len(sessions) != 1:
        why = "No drawer is open." if not sessions else "Several drawers are open; name one."
        raise Rejected("no_open_drawer", why, current={"open": [one.drawer_id for one in sessions]})
    return sessions[0]
