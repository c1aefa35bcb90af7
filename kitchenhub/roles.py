"""Who may do what in general: the roles and the groups of roles that routes name.

Deny by default: a route lists its groups, and the registry of routes is the only place that grants
anything.
"""

from typing import Literal

Role = Literal["owner", "manager", "cashier", "waiter", "kitchen", "printer", "integration", "guest"]
Roles = frozenset[Role]

OWNERS: Roles = frozenset({"owner"})
MANAGERS: Roles = OWNERS | {"manager"}
CASHIERS: Roles = MANAGERS | {"cashier"}
SERVERS: Roles = CASHIERS | {"waiter"}
ORDERERS: Roles = SERVERS | {"integration"}
COOKS: Roles = MANAGERS | {"kitchen"}
STOCK: Roles = MANAGERS | {"integration"}
STAFF: Roles = SERVERS | {"kitchen"}
READERS: Roles = STAFF | {"integration"}
PRINTERS: Roles = OWNERS | {"printer"}
ALL: Roles = READERS | {"printer", "guest"}
MENU_READERS: Roles = READERS | {"guest"}
