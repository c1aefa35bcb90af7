"""The alerts' route."""

from kitchenhub.alerts.queries import Alerts, list_alerts
from kitchenhub.api.endpoint import Endpoint, read
from kitchenhub.roles import READERS

ENDPOINTS: list[Endpoint] = [
    read("/alerts", READERS, list_alerts, answer=Alerts, summary="What is wrong now"),
]
