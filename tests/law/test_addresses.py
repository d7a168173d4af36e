"""Ids, accounts and times as addresses show them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yorube.law.addresses import BEFORE, shown, time_in

# Address, service, id, account.
ADDRESSES = (
    ("https://x.com/i/status/1382350606417817604", "x", "1382350606417817604", None),
    ("https://x.com/i/web/status/1382350606417817604?s=20", "x", "1382350606417817604", None),
    ("https://twitter.com/example_1/status/1382350606417817604#m", "x", "1382350606417817604", "example_1"),
    ("HTTPS://Mobile.Twitter.com/example/statuses/29700859247/photo/1", "x", "29700859247", "example"),
    ("x.com/example/status/1382350606417817604", "x", "1382350606417817604", "example"),
    ("https://www.instagram.com/p/CaBcDeFgHiJ/?igsh=0", "instagram", "CaBcDeFgHiJ", None),
    ("https://www.instagram.com/example.name/reel/CaBcDeFgHiJ/", "instagram", "CaBcDeFgHiJ", "example.name"),
    ("https://www.threads.com/@example/post/CaBcDeFgHiJ", "threads", "CaBcDeFgHiJ", "example"),
    ("https://www.youtube.com/watch?t=10&v=abc-def_123", "youtube", "abc-def_123", None),
    ("https://youtu.be/abc-def_123?t=10", "youtube", "abc-def_123", None),
    ("https://www.tiktok.com/@example.a/video/7000000000000000001", "tiktok", "7000000000000000001", "example.a"),
    ("https://www.facebook.com/example/posts/pfbid02abcdefghij", "facebook", "pfbid02abcdefghij", "example"),
    ("https://www.facebook.com/permalink.php?story_fbid=1234567890&id=1", "facebook", "1234567890", None),
    ("https://discord.com/channels/1/2/266241948824764416", "discord", "266241948824764416", None),
    ("https://example.5ch.net/test/read.cgi/board/1700000000/123", "5ch", "board/1700000000/123", None),
    ("https://note.com/example/n/n0123456789ab", "note", "n0123456789ab", "example"),
    ("https://www.nicovideo.jp/watch/sm9", "niconico", "sm9", None),
    ("https://detail.chiebukuro.yahoo.co.jp/qa/question_detail/q10000000000", "yahoo_chiebukuro", "q10000000000", None),
    ("https://ameblo.jp/example-a/entry-12000000000.html", "ameblo", "12000000000", "example-a"),
    ("https://girlschannel.net/comment/1000000/25/", "girlschannel", "1000000/25", None),
    ("https://www.pinterest.jp/pin/1000000000000/", "pinterest", "1000000000000", None),
)  # fmt: skip


@pytest.mark.parametrize(("url", "service", "id", "account"), ADDRESSES)
def test_what_an_address_shows(url: str, service: str, id: str, account: str | None) -> None:
    found = shown(url)
    assert found is not None
    assert (found.service, found.id, found.account) == (service, id, account)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://x.com/example",
        "https://x.com/example/status/",
        "https://x.com.example.jp/example/status/1382350606417817604",
        "https://example.jp/?u=https://x.com/i/status/1382350606417817604",
        "https://notx.com/i/status/1382350606417817604",
        "https://xn.5ch.net/test/read.cgi/board/1-",
        "https://example.jp/post/1",
        "https://x.com/i/status/１３８２３５０６０６",
        "https://x.com/i/status/" + "1" * 3000,
    ],
)
def test_other_addresses_show_nothing(url: str) -> None:
    assert shown(url) is None


@pytest.mark.parametrize(
    ("service", "id", "made"),
    [
        # The examples of the encyclopedia's article on such ids and of Discord's own reference.
        ("x", "1541815603606036480", datetime(2022, 6, 28, 16, 7, 40, 105000, UTC)),
        ("discord", "175928847299117063", datetime(2016, 4, 30, 11, 18, 25, 796000, UTC)),
        ("x", "29700859247", datetime(2010, 11, 4, 1, 43, 1, 738000, UTC)),
        ("x", "29700859246", None),  # ids before 4 November 2010 were counted one by one
        ("x", "20", None),
        ("x", str(1 << 63), None),
        ("tiktok", "7000000000000000001", None),  # not published
        ("5ch", "board/1700000000/123", None),
    ],
)
def test_the_time_in_an_id(service: str, id: str, made: datetime | None) -> None:
    assert time_in(service, id) == made


@given(st.datetimes(datetime(2010, 11, 5), datetime(2070, 1, 1)), st.integers(0, (1 << 22) - 1))
def test_an_id_gives_back_the_millisecond_it_was_made_in(at: datetime, rest: int) -> None:
    at = at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC)
    since = round(at.timestamp() * 1000) - 1_288_834_974_657
    found = shown(f"https://x.com/i/status/{since << 22 | rest}")
    assert found is not None
    assert found.made == at


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_none(text: str) -> None:
    found = shown(f"https://x.com/{text}")
    assert found is None or found.id in BEFORE.sub("", text)
