"""Documents the tests share."""

from yorube.document import (
    Blank,
    Block,
    Cell,
    Document,
    Field,
    Heading,
    Item,
    Line,
    Masked,
    PageBreak,
    Paragraph,
    Signature,
    Strong,
    Table,
    Tick,
    Title,
)

MARKUP = '# * _ $x$ @a [b](c) \\ < > & {d} `e` = / ~ -- ... #eval("1") </w:t> &amp; <!-- " \' \'f\' "g"'


def paper(lang="ja", form="court") -> Document:
    """Every kind of block, every kind of text."""
    return Document(
        "告訴状",
        lang,
        (
            Title("告訴状"),
            Line("令和8年11月22日", "right"),
            Line("群馬県○○警察署長　殿"),
            Signature("令和8年11月22日", ("山田　", Masked("太郎", "代替氏名Ａ"))),
            Heading("当事者"),
            Heading("告訴人", 2),
            Field("氏名", Masked("𠮷田 髙﨑")),
            Field("住所", Blank("住所")),
            Item(1, "告訴の趣旨"),
            Item(2, "被告訴人の次の行為は、名誉毀損罪に当たると思われます。"),
            Item(2, "捜査を求めます。"),
            Item(3, "一つ目"),
            Item(4, "あ"),
            Item(4, "い"),
            Item(1, "告訴の事実"),
            Item(2, ("次のとおり", Strong("太字"), "です。")),
            Paragraph(MARKUP),
            Paragraph("一行目\n二行目"),
            Tick("公開の場", True),
            Tick("非公開の場"),
            Table(
                (30, 80, 50),
                ("番号", "投稿", Cell("日", "right")),
                (("1", "死ね", Cell("2026-10-01", "right")), ("2", Masked("本名"), Cell("不明", "center"))),
            ),
            PageBreak(),
            Title("別紙　投稿記事目録"),
            Item(1, "番号は新しく始まる"),
            *(Item(2, f"投稿{count}") for count in range(1, 12)),
        ),
        form,
        header="下書き",
        footer="再公開しないでください",
    )


def around(*blocks: Block) -> Document:
    """A document of a few blocks, with nothing around them."""
    return Document("試し", "ja", blocks, page_numbers=False)


def posts(count: int) -> Document:
    """A list of posts as a table with their texts."""
    rows = tuple(
        (f"{n}", f"https://x.com/i/status/{n:019d}", "事実ではないことが書かれています。" * 4)
        for n in range(1, count + 1)
    )
    return Document(
        "投稿記事目録", "ja", (Title("投稿記事目録"), Table((15, 60, 85), ("番号", "URL", "内容"), rows))
    )


# The same text in every place where a text can stand: 19 times on paper, once as the file's title.
EVERYWHERE = Document(
    MARKUP,
    "ja",
    (
        Title(MARKUP),
        Heading(MARKUP),
        Line(MARKUP, "center"),
        Paragraph((MARKUP, Strong(MARKUP), Masked(MARKUP), Blank(MARKUP))),
        Item(1, MARKUP),
        Tick(MARKUP),
        Field(MARKUP, MARKUP),
        Table((80, 80), (MARKUP, Cell(MARKUP)), ((MARKUP, MARKUP),)),
        Signature(MARKUP, MARKUP),
    ),
    header=MARKUP,
    footer=MARKUP,
)
