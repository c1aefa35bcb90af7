"""What is wrong with an installation, and what to do about it. It only looks.

`findings.py` what a finding is, `folder.py` data folder, disk, versions and clock, `database.py` the
database, `redis.py` the Redis between processes, `printers.py` who answers at the printers' addresses.
Works beside a running server and on the folder of a dead one.
"""

from collections.abc import Iterator

from kitchenhub.doctor import database, folder, printers, redis
from kitchenhub.doctor.findings import Finding
from kitchenhub.settings import Settings


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, in the order in which one would put it right."""
    yield from folder.versions()
    yield from folder.data_folder(settings)
    yield from folder.disk(settings)
    yield from redis.answering(settings)
    readable = yield from database.rows(settings)
    if readable:
        yield from database.content(settings)
        yield from printers.answering(settings)
