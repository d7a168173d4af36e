"""Pages to capture, served on loopback: a set of fifty that look like what people are defamed on, and hostile ones.

`/r/N` leads by two redirects to page N: 0-19 a post with replies, 20-34 a board of 200, 35-44 a time line with 40
photographs, 45-49 a feed that loads its 120 posts while it is scrolled. Everything follows from the number.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from PIL import Image

WORDS = re.findall(
    r"\S+",
    "きのう 駅前 店 先生 同級生 会社 社員 うわさ 聞いた 本当 らしい 写真 名前 住所 電話 うそ ひどい 評判 返信 引用 "
    "通報 確認 事実 書き込み 掲示板 スレ 続き 笑 草 注意 拡散 希望 知らない だれ 別人 です ました",
)
STYLE = (
    "body{font-family:'Noto Sans CJK JP',sans-serif;max-width:720px;margin:0 auto;background:#f5f8fa}"
    "article{min-height:70px;background:#fff;border:1px solid #ddd;margin:8px 0;padding:12px}"
    "img.face{width:40px;height:40px;border-radius:20px}img.photo{width:100%;min-height:300px}time{color:#678}"
)
FEED = """
let next = 1, busy = false;
new IntersectionObserver(async (entries) => {
  if (!entries[0].isIntersecting || busy || next > %(last)s) return;
  busy = true;
  const more = await (await fetch("/api/%(page)s/" + next)).json();
  document.getElementById("end").insertAdjacentHTML("beforebegin", more.html);
  next += 1;
  busy = false;
  setTimeout(() => window.scrollBy(0, 1), 50);
}, {rootMargin: "600px"}).observe(document.getElementById("end"));
"""
TEN = (0, 1, 2, 3, 20, 21, 22, 35, 36, 45)
# Posts and photographs of each kind of page.
HOLDS = {"post": (11, 3), "board": (200, 2), "timeline": (40, 40), "feed": (120, 40)}
FACES = 24
# What the WebSocket says.
SAID, BYTES = "また書かれています", bytes(range(100))


def kind(page: int) -> str:
    """What a page of the set looks like."""
    return "post" if page < 20 else "board" if page < 35 else "timeline" if page < 45 else "feed"


def chance(*names: object) -> random.Random:
    return random.Random("-".join(map(str, names)))


@cache
def photograph(number: int, width: int = 960, height: int = 640) -> bytes:
    """A JPEG with as much detail as a photograph has."""
    dice = chance("photo", number)
    colours = Image.frombytes("RGB", (48, 32), dice.randbytes(48 * 32 * 3)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    grain = Image.frombytes("L", (240, 160), dice.randbytes(240 * 160)).resize((width, height))
    out = io.BytesIO()
    Image.blend(colours, Image.merge("RGB", (grain, grain, grain)), 0.18).save(out, "JPEG", quality=82)
    return out.getvalue()


@cache
def face(number: int) -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.open(io.BytesIO(photograph(number, 80, 80))).save(out, "PNG")
    return out.getvalue()


def post(page: int, number: int, photo: bool) -> str:
    dice = chance(page, number)
    text = "".join(dice.choice(WORDS) for _ in range(dice.randrange(8, 60)))
    at = f"2026-11-{1 + number % 20:02}T12:{number % 60:02}:00+09:00"
    shown = f'<img class=photo loading=lazy src="/i/{page}-{number}.jpg" alt="">' if photo else ""
    return (
        f"<article id=c{number}><img class=face loading=lazy src=/a/{dice.randrange(FACES)}.png alt=''> "
        f"<b>名無しさん{dice.randrange(999)}</b> <a href=/p/{page}#c{number}><time datetime={at}>{at[:16]}</time></a> "
        f"ID:{dice.getrandbits(32):08x}<p>{text}。</p>{shown}</article>"
    )


def posts(page: int, numbers: range) -> str:
    """Posts of a page; which carry a photograph follows from its kind."""
    every = {"post": 1, "board": 100, "timeline": 1, "feed": 3}[kind(page)]
    return "".join(post(page, n, n % every == 0 and (kind(page) != "post" or n < 3)) for n in numbers)


def document(page: int) -> str:
    """A page of the set."""
    count = 20 if kind(page) == "feed" else HOLDS[kind(page)][0]
    more = f"<script>{FEED % {'page': page, 'last': 5}}</script>" if kind(page) == "feed" else ""
    return plain(f"スレッド{page}", f"{posts(page, range(count))}<div id=end style=height:20px></div>{more}")


def lines(page: int, part: int) -> str:
    """Twelve posts of a short feed."""
    return "".join(f"<article id=c{n}>{page}-{n}</article>" for n in range(part * 12, part * 12 + 12))


def short_feed(page: int) -> str:
    """A feed of sixty posts in five parts, quick to draw: for many captures."""
    loads = (FEED % {"page": page, "last": 4}).replace("/api/", "/more/")
    return plain(
        f"短い{page}", f"{lines(page, 0)}<div id=end style=height:20px></div><script>{loads}</script>"
    )


def plain(title: str, body: str) -> str:
    """A page with this in it."""
    return (
        f"<!doctype html><html lang=ja><meta charset=utf-8><title>{title}</title><link rel=stylesheet href=/s.css>"
        f"<h1>{title}</h1>{body}</html>"
    )


def band(number: int) -> str:
    """A thousand rows in a colour of their own."""
    colour = f"rgb({number * 4},{240 - number * 4},{number % 7 * 36})"
    return f"<p style='height:1000px;margin:0;background:{colour}'>{number}</p>"


HOSTILE: dict[str, str] = {
    "login": plain(
        "ログイン", "<p>続きを見るにはログインしてください。</p><form><input type=password></form>"
    ),
    "gone": plain("お知らせ", "<p>この投稿は削除されました。</p>"),
    "talk": plain(
        "雑談",
        posts(1, range(11))
        + "<article id=x><p>あの書き込みは削除されました、だって。ログインしてください、とも。</p></article>",
    ),
    "robot": plain("確認", "<p>ロボットではありませんか。人間であることを確認しています。</p>"),
    "tall": plain("長い", "".join(band(number) for number in range(60))),
    "wide": plain("広い", "<article>a</article><p style='width:1000000px;height:9px;background:red'></p>"),
    "swollen": plain(
        "膨らむ",
        "<article>a</article><script>const s = document.createElement('i'); s.hidden = true;"
        "s.textContent = 'x'.repeat(12e6); document.body.append(s)</script>",
    ),
    "dialogs": plain(
        "窓", "<article>a</article><script>alert(1);confirm(2);prompt(3);onbeforeunload=()=>'x'</script>"
    ),
    "popup": plain("窓", "<article>a</article><script>window.open('/p/0')</script>"),
    "permissions": plain(
        "許可",
        "<article id=x>?</article><script>Notification.requestPermission().then(a =>"
        " navigator.geolocation.getCurrentPosition(() => x.textContent = 'yes',"
        " () => x.textContent = 'refused ' + a))</script>",
    ),
    "worker": plain(
        "背後",
        "<article id=x>?</article><script>navigator.serviceWorker.register('/sw.js')"
        ".then(() => x.textContent = 'there', () => x.textContent = 'none')</script>",
    ),
    "slow": plain("遅い", "<article>a</article><img src=/slow.jpg alt='' width=100 height=100>"),
    "late": plain("少し遅い", "<article>a</article><img src=/late.jpg alt='' width=100 height=100>"),
    "broken": plain("ない", "<article>a</article><img src=/none.jpg alt=''>"),
    "endless": plain(
        "終わらない",
        "<div id=end style=height:20px></div><script>new IntersectionObserver(async e => { if (!e[0].isIntersecting)"
        " return; await fetch('/n'); for (let n = 0; n < 20; n++) end.insertAdjacentHTML('beforebegin',"
        " '<article style=height:400px>' + Math.random() + '</article>'); window.scrollBy(0, 1);"
        "}, {rootMargin: '600px'}).observe(end)</script>",
    ),
    "vanishing": plain(
        "消える",
        "<div id=list></div><script>let n = 0; const add = () => { list.insertAdjacentHTML('beforeend',"
        " '<article style=height:300px>' + n++ + '</article>'); if (list.children.length > 12)"
        " list.firstChild.remove(); }; for (let k = 0; k < 10; k++) add();"
        "addEventListener('scroll', () => { if (n < 40) add(); })</script>",
    ),
    "inner": plain(
        "中で動く",
        "<div style='height:700px;overflow:auto'>"
        + "<article style=height:300px>a</article>" * 20
        + "</div>",
    ),
    "changing": plain(
        "変わる",
        "<article style=height:2000px>a</article><script>onscroll = () => document.body.insertAdjacentHTML('beforeend',"
        " '<article style=all:unset>' + Math.random() + '</article>')</script>",
    ),
    "frame": plain(
        "枠", "<article>a</article><iframe src=http://other.test:PORT/p/0 width=600 height=400></iframe>"
    ),
    "small": plain("小さい", "<article>b</article><img src=/i/0-0.jpg alt='' width=200 height=100>"),
    "frame-whole": plain(
        "枠に収まる",
        "<article>a</article><iframe src=http://other.test:PORT/h/small width=600 height=400></iframe>",
    ),
    "frame-own": plain("自分の枠", "<article>a</article><iframe src=/p/0 width=600 height=400></iframe>"),
    "frame-nested": plain(
        "枠の枠",
        "<article>a</article><iframe src=http://other.test:PORT/h/frame-own width=900 height=900></iframe>"
        "<iframe src=/p/0 width=1 height=1></iframe>",
    ),
    "inward": plain("内へ", "<article>a</article><img src=http://inward.test:PORT/i/0-0.jpg alt=''>"),
    "socket": plain(
        "線",
        "<article id=x>?</article><script>const s = new WebSocket('ws://inward.test:PORT/ws');"
        "s.onopen = () => x.textContent = 'open'; s.onerror = () => x.textContent = 'refused'</script>",
    ),
    "live": plain(
        "知らせ",
        "<article id=x>?</article><img src=/live.jpg alt='' width=100 height=100><script>"
        "const s = new WebSocket('ws://127.0.0.1:PORT/live'); s.onopen = () => s.send('もっと');"
        "s.onmessage = e => { if (typeof e.data === 'string') x.textContent += e.data }</script>",
    ),
    "film": plain("動画", "<article>a</article><video src=/none.mp4 preload=auto></video>"),
    "film-inside": plain(
        "枠の動画", "<article>a</article><iframe src=http://other.test:PORT/h/film></iframe>"
    ),
    # The picture lets it rest only when the test is over.
    "hungry": plain(
        "欲張り",
        "<article>a</article><img src=/slow.jpg alt='' width=100 height=100><script>const held = [];"
        "setInterval(() => held.push(new Uint8Array(32 << 20).fill(7)), 1)</script>",
    ),
    "hang": plain("止まる", "<article>a</article><script>setTimeout(() => { for (;;); }, 400)</script>"),
    "leave": plain("出る", "<article>a</article><script>setTimeout(() => location = '/p/0', 300)</script>"),
    "news": plain("待つ", "<article>a</article><script>fetch('/slow.jpg')</script>"),
    "many": plain(
        "多い", "<article>a</article><script>for (let n = 0; n < 400; n++) fetch('/n?' + n)</script>"
    ),
}


@dataclass
class Site:
    """A site while it is served. `asked`: every path that was asked for; `go`: lets slow answers end; `talked`: a
    WebSocket said all it had to say."""

    port: int
    asked: list[str] = field(default_factory=list)
    go: threading.Event = field(default_factory=threading.Event)
    talked: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def allowed(self) -> frozenset[tuple[str, int]]:
        """What a capture must be allowed to reach the site."""
        return frozenset({("127.0.0.1", self.port)})


Answer = tuple[int, dict[str, str], bytes]


def page(text: str, status: int = 200) -> Answer:
    return status, {"Content-Type": "text/html; charset=utf-8"}, text.encode()


def moved(to: str, status: int = 302) -> Answer:
    return status, {"Location": to}, b""


def answer(path: str, site: Site, delay: float) -> Answer:
    parts = urlsplit(path)
    room, _, rest = parts.path[1:].partition("/")
    if room == "r":
        return moved(f"/r2/{rest}")
    if room == "r2":
        return moved(f"/p/{rest}", 301)
    if room == "p":
        status, headers, body = page(document(int(rest)))
        return status, {**headers, "Set-Cookie": "sid=secret; HttpOnly", "Cache-Control": "no-store"}, body
    if room == "m":
        return page(short_feed(int(rest)))
    if room == "more":
        time.sleep(delay)
        return (
            200,
            {"Content-Type": "application/json"},
            json.dumps({"html": lines(*map(int, rest.split("/")))}).encode(),
        )
    if room == "api":
        feed, part = map(int, rest.split("/"))
        time.sleep(delay)  # what a server needs
        more = json.dumps({"html": posts(feed, range(part * 20, part * 20 + 20))})
        return 200, {"Content-Type": "application/json"}, more.encode()
    if room == "i":
        where, _, place = rest.removesuffix(".jpg").partition("-")
        return 200, {"Content-Type": "image/jpeg"}, photograph((int(where) * 7 + int(place)) % 40)
    if room == "a":
        return 200, {"Content-Type": "image/png"}, face(int(rest.removesuffix(".png")))
    if room == "s.css":
        return 200, {"Content-Type": "text/css"}, STYLE.encode()
    if room == "h":
        status = {"robot": 403}.get(rest, 200)
        return page(HOSTILE[rest].replace("PORT", str(site.port)), status)
    if room == "never":
        site.go.wait(120)
    if room in ("slow.jpg", "late.jpg"):
        site.go.wait(120 if room == "slow.jpg" else 1.5)
        return 200, {"Content-Type": "image/jpeg"}, photograph(0)
    if room == "live.jpg":
        site.talked.wait(120)
        return 200, {"Content-Type": "image/jpeg"}, photograph(0)
    if room == "to":
        return moved(parse_qs(parts.query)["to"][0])
    if room == "loop":
        return moved(f"/loop/{int(rest or 0) + 1}")
    if room == "file":
        return 200, {"Content-Type": "application/zip", "Content-Disposition": "attachment"}, b"PK" * 500
    if room == "bomb":
        packed = gzip.compress(b"<article>a</article>" + b"\0" * 64_000_000, 9)
        return 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed
    if room == "n":
        return 200, {"Content-Type": "text/plain"}, b"n"
    if room == "fail":
        return page(plain("エラー", "<p>しばらくお待ちください</p>"), 503)
    if room == "any":
        return page(plain("住所", f"<article>{len(path)}</article>"))
    return page(plain("404", "<p>ページが見つかりません</p>"), 404)


def frame(code: int, data: bytes) -> bytes:
    """A short message of a WebSocket as a server sends it."""
    return bytes([0x80 | code, len(data)]) + data


def talk(handler: BaseHTTPRequestHandler) -> None:
    """A WebSocket that says a text and some bytes, and listens to one short text."""
    key = handler.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    handler.send_response(101)
    handler.send_header("Upgrade", "websocket")
    handler.send_header("Connection", "Upgrade")
    handler.send_header("Sec-WebSocket-Accept", b64encode(sha1(key.encode()).digest()).decode())
    handler.end_headers()
    head = handler.rfile.read(2)
    handler.rfile.read(4 + (head[1] & 127))
    handler.wfile.write(frame(1, SAID.encode()) + frame(2, BYTES))


@contextmanager
def serving(context: ssl.SSLContext | None = None, delay: float = 0.05) -> Iterator[Site]:
    """The site for as long as one needs it, over TLS with a context."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            site.asked.append(self.path)
            if self.path == "/live":
                talk(self)
                site.talked.set()
                site.go.wait(120)
                return
            status, headers, body = answer(self.path, site, delay)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, address: object) -> None:
            pass  # the browser went away

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.go.set()
        server.shutdown()
        server.server_close()
