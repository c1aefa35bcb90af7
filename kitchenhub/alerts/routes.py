"""The alerts' route."""

from kitchenhub.alerts.queries import AlertQuery, Alerts, list_alerts
from kitchenhub.api.endpoint import Endpoint, read
from kitchenhub.roles import READERS

ENDPOINTS: list[Endpoint] = [
    read("/alerts", READERS, list_alerts, query=AlertQuery, answer=Alerts,
         summary="What is and was wrong, latest first"),
]  # fmt: skip
