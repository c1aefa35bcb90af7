"""Every table of every subject, in one place: importing this module completes `metadata`.

The store knows no subject, so whoever needs the whole schema (migrations, tests, the composition root)
takes it from here. A new subject with rows is added to this list, or the migration test names its tables.
"""

from kitchenhub.alerts import tables as alerts
from kitchenhub.bills import tables as bills
from kitchenhub.floor import tables as floor
from kitchenhub.kitchen import tables as kitchen
from kitchenhub.ledger import tables as ledger
from kitchenhub.menu import tables as menu
from kitchenhub.orders import tables as orders
from kitchenhub.paper import tables as paper
from kitchenhub.restaurant import tables as restaurant
from kitchenhub.shifts import tables as shifts
from kitchenhub.staff import tables as staff
from kitchenhub.stock import tables as stock
from kitchenhub.store import command_log, leases, log, outbox
from kitchenhub.store.rows import TABLES, metadata

# Each module makes one step of the first migration, in this order.
SUBJECTS = {
    "log": (log, command_log, outbox, leases),
    "restaurant": (restaurant,),
    "menu": (menu,),
    "floor": (floor,),
    "staff": (staff,),
    "alerts": (alerts,),
    "stock": (stock,),
    "orders": (orders,),
    "kitchen": (kitchen,),
    "bills": (bills,),
    "shifts": (shifts,),
    "ledger": (ledger,),
    "paper": (paper,),
}

__all__ = ["SUBJECTS", "TABLES", "metadata"]
