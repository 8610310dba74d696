"""Newspaper pages in the layouts that mislead: L-shapes, narrow gutters, drop caps, captions, boxes, jump lines."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.pages.gold import Sample, event
from tests.pages.newspaper import Sheet, print_pdf

NOUNS = textwrap.wrap("草原牧民雪山湖水粮仓学校大桥公路医院书店剧场果园河谷村庄车站工厂市场公园灯会球场", 2)
VERBS = textwrap.wrap("迎来建成走进修好送到收获举办参观整理打开记录种下擦亮唱响点亮守护", 2)
WORDS = textwrap.wrap(
    "river council meadow bridge harvest library station market garden winter morning village school engine orchard "
    "timber mayor parade lantern chapel ferry copper window valley saddle kettle",
    width=1,
    break_long_words=False,
)


def prose(seed: int, sentences: int) -> str:
    """Sentences no two of which are alike, so that each line has one right place."""
    chance = random.Random(seed)
    return "".join(
        f"{chance.choice(NOUNS)}旁的{chance.choice(NOUNS)}{chance.choice(VERBS)}第{chance.randint(2, 9999)}个"
        f"{chance.choice(NOUNS)}，{chance.choice(NOUNS)}{chance.choice(VERBS)}了{chance.choice(NOUNS)}。"
        for _ in range(sentences)
    )


def paragraphs(seed: int, count: int) -> list[str]:
    return [prose(seed * 100 + number, 4) for number in range(count)]


def english(seed: int, sentences: int) -> str:
    chance = random.Random(seed)
    told = (" ".join(chance.choice(WORDS) for _ in range(chance.randint(7, 14))) for _ in range(sentences))
    return " ".join(f"{each.capitalize()} {chance.randint(10, 9999)}." for each in told)


def stacked() -> Sheet:
    """Two articles of three columns, one above the other."""
    sheet = Sheet()
    y = sheet.article("第一版要闻今年春耕全面展开", paragraphs(1, 6), x=40, y=40, columns=3, measure=198)
    sheet.article("边城书店的灯又亮了一整夜", paragraphs(2, 7), x=40, y=y + 24, columns=3, measure=198)
    return sheet


def beside() -> Sheet:
    """A broad article, a narrow one beside it from top to bottom, and a third below the first."""
    sheet = Sheet()
    y = sheet.article("冰雪季让小城热起来", paragraphs(3, 8), x=40, y=40, columns=3, measure=150)
    sheet.article("河谷里的早市", paragraphs(4, 12), x=548, y=40, columns=1, measure=132, head=18)
    sheet.article("老桥修好了", paragraphs(5, 6), x=40, y=y + 30, columns=3, measure=150)
    return sheet


def crowded() -> Sheet:
    """A banner over the whole page, five narrow columns with small gutters, two short notices in a row below."""
    sheet = Sheet()
    y = sheet.article(
        "全县干部群众喜迎丰收共话未来发展", paragraphs(6, 12), x=40, y=40, columns=5, measure=117, gutter=9
    )
    sheet.article("停水通知", paragraphs(7, 3), x=40, y=y + 26, columns=2, measure=150, head=16)
    sheet.article("招考公告", paragraphs(8, 3), x=380, y=y + 26, columns=2, measure=150, head=16)
    return sheet


def l_shapes() -> Sheet:
    """An e-paper of six stories, some of which run under or beside another in an L."""
    sheet = Sheet()
    y = sheet.article("全市春耕生产全面启动", paragraphs(21, 8), x=40, y=40, columns=4, measure=120, gutter=12)
    sheet.article("老街修缮一新", paragraphs(22, 4), x=568, y=40, columns=1, measure=114, head=16)
    y2 = sheet.article(
        "河上新桥月底合龙", paragraphs(23, 4), x=40, y=y + 22, columns=2, measure=120, gutter=12, head=18
    )
    y3 = sheet.article("少年宫里学非遗", paragraphs(24, 4), x=304, y=y + 22, columns=2, measure=120, gutter=12, head=18)
    low = max(y2, y3) + 22
    sheet.article("让图书走进毡房", paragraphs(25, 5), x=40, y=low, columns=3, measure=120, gutter=12, head=20)
    sheet.article("停电检修公告", paragraphs(26, 4), x=436, y=low, columns=2, measure=117, gutter=12, head=14)
    return sheet


def narrow() -> Sheet:
    """Five columns with two thirds of a letter between them."""
    sheet = Sheet()
    y = sheet.article("牧民转场进入高峰", paragraphs(31, 8), x=40, y=40, columns=5, measure=122, gutter=6)
    sheet.article("图书馆夜间开放", paragraphs(32, 6), x=40, y=y + 20, columns=5, measure=122, gutter=6, head=18)
    return sheet


def two_lines() -> Sheet:
    """Notices of two and three lines a column side by side: rows to the eye of a program, columns to a reader's."""
    sheet = Sheet()
    y = sheet.article("第二届读书月开幕", paragraphs(41, 6), x=40, y=40, columns=3, measure=198)
    for number, title in enumerate(("遗失声明", "招租启事", "更正说明")):
        sheet.article(title, [prose(4200 + number, 2)], x=40 + 216 * number, y=y + 24, columns=1, measure=190, head=12)
    return sheet


def captions() -> Sheet:
    """A picture in the middle columns with its caption below, a box of figures, a jump line at the end."""
    sheet = Sheet()
    y = sheet.article("冰雪旅游热度不减", paragraphs(51, 5), x=40, y=40, columns=3, measure=198)
    sheet.calls.append((254, y + 168, 7.5, "图为游客在景区体验雪地摩托。本报记者 王强 摄"))
    sheet.article("滑雪场延长开放时间", paragraphs(52, 6), x=40, y=y + 180, columns=3, measure=198, head=18)
    return sheet


def weekly() -> Sheet:
    """An English weekly: three ragged columns of Times, a headline over two of them, a drop cap, a by-line."""
    sheet = Sheet(font="Times-Roman")
    for number, (title, x, columns) in enumerate(
        (("Bridge to close for repairs", 40, 2), ("Farm shop opens its doors", 486, 1))
    ):
        y = 60.0
        sheet.calls.append((x, y, 20, title))
        told = [english(600 + 50 * number + n, 4) for n in range(4 * columns)]
        lines = [line for text in told for line in english_lines(text, 200)]
        rows = -(-len(lines) // columns)
        for at, line in enumerate(lines):
            column, row = divmod(at, rows)
            sheet.calls.append((x + column * 223, y + 20 + row * 11.5, 9.5, line))
        sheet.truth.append((title, lines))
        sheet.stories.append(told)
    return sheet


def english_lines(text: str, measure: float) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and stringWidth(f"{line} {word}", "Times-Roman", 9.5) > measure:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


def deep_heads() -> Sheet:
    """A kicker over the headline and a deck below it, over columns of which the last is short."""
    sheet = Sheet()
    sheet.calls.append((40, 50, 12, "——写在全县教育工作会议召开之际"))
    y = sheet.article("让每个孩子都有书读", paragraphs(61, 7), x=40, y=60, columns=4, measure=148, gutter=15, head=28)
    sheet.article("信用社送贷下乡", paragraphs(62, 3), x=40, y=y + 26, columns=2, measure=148, gutter=15, head=16)
    sheet.article("养老院里过节忙", paragraphs(63, 3), x=366, y=y + 26, columns=2, measure=148, gutter=15, head=16)
    return sheet


LAYOUTS: tuple[Callable[[], Sheet], ...] = (
    stacked, beside, crowded, l_shapes, narrow, two_lines, captions, weekly, deep_heads,
)  # fmt: skip


def programme() -> bytes:
    """A programme as a table of a PDF: a head, a day over several rows, names that take two lines."""
    sheet = Sheet()
    sheet.calls.append((180, 60, 20, "第六届湖畔杏花节活动日程"))
    rows = (
        ("日期", "时间", "活动", "地点"),
        ("4月5日", "10:30", "开幕式", "景区中心广场"),
        ("", "15:00", "叼羊邀请赛", "杏花谷草场"),
        ("4月6日", "9:30", "杏花谷徒步", "游客服务中心"),
        ("", "17:00", "闭幕式", "景区中心广场"),
    )
    for number, row in enumerate(rows):
        for x, cell in zip((60, 160, 240, 480), row, strict=True):
            if cell:
                sheet.calls.append((x, 110 + 22 * number, 10.5, cell))
    sheet.calls.append((60, 250, 10.5, "时间如有变动，以景区公告为准。"))
    sheet.calls.append((440, 290, 10.5, "湖畔县文化体育局"))
    sheet.calls.append((450, 310, 10.5, "2025年3月3日"))
    return print_pdf([sheet], "shuffled")


def front_page() -> bytes:
    """Three stories in an L, of which two tell what will happen."""
    sheet = Sheet()
    first = [
        "本报讯（记者 李娜）第六届湖畔杏花节将于4月5日至6日在杏花谷景区举行。" + prose(701, 3),
        *paragraphs(702, 4),
    ]
    second = ["本报讯（记者 王强）全县象棋赛将于3月22日上午9时在县文化馆举行。" + prose(703, 2), *paragraphs(704, 2)]
    y = sheet.article("杏花节四月开幕", first, x=40, y=60, columns=3, measure=150)
    sheet.article("春灌开始了", paragraphs(705, 8), x=546, y=60, columns=1, measure=134, head=18)
    sheet.article("象棋赛报名踊跃", second, x=40, y=y + 26, columns=3, measure=150, head=18)
    return print_pdf([sheet], "by row")


SAMPLES = (
    Sample(
        "pdf", "programme.pdf", programme,
        (
            event("开幕式", "2025-04-05T10:30", "景区中心广场", "第六届湖畔杏花节开幕式"),
            event("叼羊邀请赛", "2025-04-05T15:00", "杏花谷草场"),
            event("杏花谷徒步", "2025-04-06T09:30", "游客服务中心"),
            event("闭幕式", "2025-04-06T17:00", "景区中心广场", "第六届湖畔杏花节闭幕式"),
        ),
    ),
    Sample(
        "pdf", "front.pdf", front_page,
        (
            event("第六届湖畔杏花节", "2025-04-05", "杏花谷景区", "杏花节", end="2025-04-06"),
            event("全县象棋赛", "2025-03-22T09:00", "县文化馆", "象棋赛"),
        ),
    ),
)  # fmt: skip
