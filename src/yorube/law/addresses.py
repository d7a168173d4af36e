"""What an address shows of its post: the id, the account, and for some services the time that the id holds.

Read from the address alone, as it was told; nobody looks at the post. An address says only what it was written with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# Where an id stands in the addresses of a service: host, path and query, without `https://` and `www.`
PATTERNS = tuple(
    (service, re.compile(pattern, re.A))
    for service, pattern in (
        ("x", r"(?:mobile\.)?(?:x|twitter)\.com/(?:i/(?:web/)?|(?P<account>\w{1,20})/)status(?:es)?/(?P<id>\d{1,20})"),
        ("instagram", r"instagram\.com/(?:(?P<account>[\w.]{1,30})/)?(?:p|reels?|tv)/(?P<id>[\w-]{5,40})(?![\w-])"),
        ("threads", r"threads\.(?:net|com)/(?:@(?P<account>[\w.]{1,30})/post|t)/(?P<id>[\w-]{5,40})(?![\w-])"),
        ("youtube", r"(?:m\.)?youtube\.com/(?:watch\?(?:.*&)?v=|shorts/|live/)(?P<id>[\w-]{11})(?![\w-])"),
        ("youtube", r"youtu\.be/(?P<id>[\w-]{11})(?![\w-])"),
        ("tiktok", r"tiktok\.com/@(?P<account>[\w.]{1,30})/(?:video|photo)/(?P<id>\d{1,20})\b"),
        ("facebook", r"(?:m\.)?facebook\.com/(?P<account>[\w.]+)/(?:posts|videos)/(?:[^/?#]+/)?(?P<id>\w{5,100})\b"),
        ("facebook", r"(?:m\.)?facebook\.com/[\w.]+\.php\?(?:.*&)?story_fbid=(?P<id>\w{5,100})\b"),
        ("discord", r"(?:(?:ptb|canary)\.)?discord(?:app)?\.com/channels/(?:\d+|@me)/\d+/(?P<id>\d{1,20})\b"),
        ("5ch", r"(?:[\w-]+\.)?5ch\.(?:net|io)/test/read\.cgi/(?P<id>\w+/\d{9,10}(?:/\d+)?)(?![\d-])"),
        ("note", r"note\.com/(?P<account>\w{1,40})/n/(?P<id>n\w{5,40})\b"),
        ("niconico", r"(?:sp\.)?nicovideo\.jp/watch/(?P<id>[a-z]{2}\d+)\b"),
        ("yahoo_chiebukuro", r"detail\.chiebukuro\.yahoo\.co\.jp/qa/question_detail/(?P<id>q\d+)\b"),
        ("ameblo", r"ameblo\.jp/(?P<account>[\w-]{1,40})/entry-(?P<id>\d+)\.html"),
        ("girlschannel", r"girlschannel\.net/(?:topics|comment)/(?P<id>\d+(?:/\d+)?)\b"),
        ("pinterest", r"(?:[a-z]{2}\.)?pinterest\.(?:com|jp)/pin/(?:[\w-]*--)?(?P<id>\d+)\b"),
    )
)  # fmt: skip
BEFORE = re.compile(r"\s*(?:https?://)?(?:www\.)?", re.I)
HOST = re.compile(r"[^/?#]*")
LONGEST = 2000

# Ids that hold the millisecond of their making in their upper bits: since when, and the day the service began them.
# An id below the second number is older than the scheme, or no such id.
SNOWFLAKES = {"x": (1_288_834_974_657, 29_700_859_247), "discord": (1_420_070_400_000, 1 << 22)}
LOWER_BITS = 22
UNIX = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """What an address shows. `service` is the service whose form the address has."""

    service: str
    id: str
    account: str | None
    made: datetime | None


def shown(url: str) -> Shown | None:
    """What an address shows of its post, or None where it has the form of no known service."""
    if len(url) > LONGEST:
        return None
    rest = BEFORE.sub("", url, count=1)
    rest = HOST.sub(lambda host: host[0].lower(), rest, count=1)
    for service, pattern in PATTERNS:
        found = pattern.match(rest)
        if found:
            account = found.groupdict().get("account")
            return Shown(service, found["id"], account, time_in(service, found["id"]))
    return None


def time_in(service: str, id: str) -> datetime | None:
    """The time that an id holds, to the millisecond, in UTC; None where ids of this service or this age hold none."""
    if service not in SNOWFLAKES or not id.isdecimal():
        return None
    epoch, first = SNOWFLAKES[service]
    number = int(id)
    if not first <= number < 1 << 63:
        return None
    return UNIX + timedelta(milliseconds=epoch + (number >> LOWER_BITS))
