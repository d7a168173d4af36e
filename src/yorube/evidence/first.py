"""The first question of everything here: is it a sexual image, and how old was the person in it?

Of a child, or where the age is not known, nothing is captured, uploaded, sealed, hashed or shown: address, time and
account only (docs/contract.md, "Sexual images"). Of adults: address and hash, no copy unless the person wants one.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from yorube.law.text import Text

# `no`: no sexual image; otherwise the age of the person in it, then.
Image: TypeAlias = Literal["no", "adult", "minor", "unknown"]
IMAGES: tuple[Image, ...] = ("no", "adult", "minor", "unknown")
NEVER = ("minor", "unknown")

QUESTION = Text(
    "性的な画像や動画ですか。写っている人は、そのとき何歳でしたか（no：性的な画像ではない / adult：18歳以上 / minor：18歳未満 / unknown：分からない）",
    "Is it a sexual image or video, and how old was the person in it then? (no: not a sexual image / adult: 18 or older / minor: under 18 / unknown)",
    "はだかなど 性的（せいてき）な 写真や 動画ですか。写って いる 人は、そのとき 何歳（さい）でしたか",
)  # fmt: skip
REFUSED = Text(
    "18歳未満の、または年齢の分からない人の性的な画像は、だれも保存・送信・封印・印刷をしません。アドレス（URL）と日時とアカウント名だけを書き留めてください。消してもらうには、警察（110、#9110）、"
    "セーフライン（Safe-Line）に、アドレスだけを伝えます。画像が自分の端末にあるときは、Take It Down などで本人が自分の端末から手続きできます。",
    "A sexual image of someone under 18, or of unknown age, is not kept, sent, sealed or printed by anyone. Write down only the address (URL), the time and the account. To have it removed, give the address alone to the police "
    "(110, #9110) or Safe-Line. If the file is on the child's own device, the child can use Take It Down from there.",
    "17歳（さい）か もっと 下の 人の（または 何歳か わからない 人の）はだかなどの 写真は、だれも ほぞんしたり 送ったり しません。アドレス（URL）と 日と 時間、アカウントの 名前だけを 書いて ください。消して もらうには、"
    "けいさつ（110、#9110）か セーフラインに、アドレスだけを 言います。",
)  # fmt: skip


class ChildImage(Exception):
    """Nothing may be done with this image; the message says what to do instead."""

    def __init__(self) -> None:
        super().__init__(REFUSED.en)


def first(image: Image) -> None:
    """Called before a file is read or an address is opened. Raises ChildImage where nothing may be done."""
    if image in NEVER:
        raise ChildImage
