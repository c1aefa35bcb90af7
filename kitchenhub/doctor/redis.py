"""The Redis between processes: does it answer?"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from kitchenhub.doctor.findings import Finding, good, mention
from kitchenhub.settings import Settings

ANSWER_SECONDS = 2.0


def answering(settings: Settings) -> Iterator[Finding]:
    """Redis, where one is named. Without it screens follow the log a second later, so it is no fault."""
    if settings.redis_url is None:
        return
    import redis  # heavy, and most installations have none

    place = urlsplit(settings.redis_url).hostname or settings.redis_url
    client = redis.Redis.from_url(
        settings.redis_url, socket_connect_timeout=ANSWER_SECONDS, socket_timeout=ANSWER_SECONDS
    )
    try:
        client.ping()
        yield good("Redis", f"{place} answers")
    except (redis.RedisError, OSError) as fault:
        yield mention(
            "Redis", f"{place} does not answer ({str(fault)[:120]})",
            "start it; until then screens of other processes are up to two seconds behind",
        )  # fmt: skip
    finally:
        client.close()
