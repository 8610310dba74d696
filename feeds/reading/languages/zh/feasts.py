"""Holidays and solar terms by their Chinese names: name -> the days of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from feeds.reading.timex import almanac
from feeds.reading.timex.almanac import DAY

Days = Callable[[int], "tuple[dt.date, dt.date] | None"]

TERMS = [
    "小寒",
    "大寒",
    "立春",
    "雨水",
    "惊蛰",
    "春分",
    "清明",
    "谷雨",
    "立夏",
    "小满",
    "芒种",
    "夏至",
    "小暑",
    "大暑",
    "立秋",
    "处暑",
    "白露",
    "秋分",
    "寒露",
    "霜降",
    "立冬",
    "小雪",
    "大雪",
    "冬至",
]
#: These are weather, food and a virtue too: they are terms only with 节气, 时节, 当天, 那天 or 日 behind them.
_AMBIGUOUS = {"小雪", "大雪", "雨水", "小满", "白露", "大寒", "小寒"}

#: name -> (month, day) of every year
_FIXED = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "植树节": (3, 12), "消费者权益日": (3, 15), "愚人节": (4, 1),
    "世界读书日": (4, 23), "地球日": (4, 22), "劳动节": (5, 1), "青年节": (5, 4), "护士节": (5, 12), "儿童节": (6, 1),
    "环境日": (6, 5), "建党节": (7, 1), "建军节": (8, 1), "教师节": (9, 10), "国庆节": (10, 1), "记者节": (11, 8),
    "光棍节": (11, 11), "宪法日": (12, 4), "平安夜": (12, 24), "圣诞节": (12, 25), "万圣夜": (10, 31),
    "万圣节": (11, 1), "双十节": (10, 10), "公祭日": (12, 13), "和平纪念日": (2, 28), "跨年夜": (12, 31),
    "全民健身日": (8, 8), "医师节": (8, 19), "烈士纪念日": (9, 30), "双十二": (12, 12), "香港回归纪念日": (7, 1),
    "丰收节": (0, 17), "纳吾肉孜节": (3, 21), "禁毒日": (6, 26), "艾滋病日": (12, 1), "无烟日": (5, 31), "母语日": (2, 21), "气象日": (3, 23),
    "水日": (3, 22), "博物馆日": (5, 18), "航天日": (4, 24), "品牌日": (5, 10), "遗产日": (0, 0), "人权日": (12, 10),
}  # fmt: skip
#: name -> (month, day) of the Chinese year
_LUNAR = {
    "春节": (1, 1), "元宵节": (1, 15), "龙抬头": (2, 2), "上巳节": (3, 3), "三月三": (3, 3), "端午节": (5, 5), "七夕节": (7, 7), "中元节": (7, 15),
    "中秋节": (8, 15), "重阳节": (9, 9), "寒衣节": (10, 1), "下元节": (10, 15), "腊八节": (12, 8), "小年": (12, 23),
}  # fmt: skip
#: name -> (month, nth, weekday)
_NTH = {
    "母亲节": (5, 2, 7),
    "父亲节": (6, 3, 7),
    "感恩节": (11, 4, 4),
    "助残日": (5, 3, 7),
    "遗产日": (6, 2, 6),
}
#: How people call them -> the name above.
_ALIASES = {
    "元旦节": "元旦", "新年第一天": "元旦", "三八节": "妇女节", "三八妇女节": "妇女节", "国际妇女节": "妇女节", "三八国际妇女节": "妇女节",
    "五一": "劳动节", "五一节": "劳动节", "五一劳动节": "劳动节", "五一国际劳动节": "劳动节", "国际劳动节": "劳动节",
    "五四": "青年节", "五四青年节": "青年节", "六一": "儿童节", "六一节": "儿童节", "六一儿童节": "儿童节",
    "六一国际儿童节": "儿童节", "国际儿童节": "儿童节", "七一": "建党节", "党的生日": "建党节", "七一建党节": "建党节",
    "八一": "建军节", "八一建军节": "建军节", "十一": "国庆节", "十一国庆节": "国庆节", "国庆": "国庆节", "国庆日": "国庆节", "十月一日国庆节": "国庆节",
    "元宵": "元宵节", "上元节": "元宵节", "灯节": "元宵节", "端午": "端午节", "端阳节": "端午节", "七夕": "七夕节", "七夕情人节": "七夕节",
    "中元": "中元节", "中秋": "中秋节", "团圆节": "中秋节", "重阳": "重阳节", "重九": "重阳节", "老人节": "重阳节", "腊八": "腊八节",
    "大年夜": "除夕", "除夕夜": "除夕", "年三十": "除夕", "大年三十": "除夕", "年三十晚": "除夕", "岁除": "除夕", "除夕": "除夕",
    "农历新年": "春节", "新春佳节": "春节", "农历春节": "春节", "中国新年": "春节", "旧历新年": "春节", "圣诞": "圣诞节", "圣诞夜": "平安夜", "双十一": "光棍节", "双11": "光棍节",
    "双12": "双十二", "读书日": "世界读书日", "万圣节前夜": "万圣夜", "清明节": "清明", "冬至节": "冬至", "世界环境日": "环境日",
    "国际护士节": "护士节", "国家宪法日": "宪法日", "国家公祭日": "公祭日", "世界地球日": "地球日", "国际消费者权益日": "消费者权益日",
    "全国助残日": "助残日", "国际博物馆日": "博物馆日", "文化遗产日": "遗产日", "文化和自然遗产日": "遗产日", "复活节": "复活节",
    "耶稣受难日": "受难日", "受难日": "受难日", "复活节星期一": "复活节星期一", "佛诞": "佛诞", "佛诞日": "佛诞", "浴佛节": "佛诞",
    "国际禁毒日": "禁毒日", "世界艾滋病日": "艾滋病日", "世界无烟日": "无烟日", "世界气象日": "气象日", "世界水日": "水日", "中国航天日": "航天日",
    "中国品牌日": "品牌日", "国际人权日": "人权日", "二月二龙抬头": "龙抬头", "二月二": "龙抬头", "北方小年": "小年", "中国医师节": "医师节", "中国记者节": "记者节",
}  # fmt: skip
_LUNAR["佛诞"] = (4, 8)
_ALIASES |= {
    "纳吾热孜节": "纳吾肉孜节", "诺鲁孜节": "纳吾肉孜节", "努鲁孜节": "纳吾肉孜节", "诺肉孜节": "纳吾肉孜节",
    "肉孜节": "开斋节", "尔代节": "开斋节", "宰牲节": "古尔邦节", "哈芝节": "古尔邦节", "光明节": "哈努卡节",
}  # fmt: skip
#: name -> (month, day) of the Islamic year
_HIJRI = {"开斋节": (10, 1), "古尔邦节": (12, 10), "圣纪节": (3, 12), "阿舒拉节": (1, 10)}

#: The days off that the State Council gave, first day and last: they are announced year by year.
_GIVEN = {
    "元旦": {2024: ((12, 30), (1, 1)), 2025: ((1, 1), (1, 1)), 2026: ((1, 1), (1, 3))},
    "春节": {2023: ((1, 21), (1, 27)), 2024: ((2, 10), (2, 17)), 2025: ((1, 28), (2, 4)), 2026: ((2, 15), (2, 23))},
    "清明": {2024: ((4, 4), (4, 6)), 2025: ((4, 4), (4, 6)), 2026: ((4, 4), (4, 6))},
    "劳动节": {2023: ((4, 29), (5, 3)), 2024: ((5, 1), (5, 5)), 2025: ((5, 1), (5, 5)), 2026: ((5, 1), (5, 5))},
    "端午节": {2024: ((6, 8), (6, 10)), 2025: ((5, 31), (6, 2)), 2026: ((6, 19), (6, 21))},
    "中秋节": {2024: ((9, 15), (9, 17)), 2025: ((10, 1), (10, 8)), 2026: ((9, 25), (9, 27))},
    "国庆节": {2023: ((9, 29), (10, 6)), 2024: ((10, 1), (10, 7)), 2025: ((10, 1), (10, 8)), 2026: ((10, 1), (10, 7))},
}
#: Days off in a year whose announcement the table lacks.
_USUAL = {"元旦": 1, "春节": 8, "清明": 3, "劳动节": 5, "端午节": 3, "中秋节": 3, "国庆节": 7}


def _whole(day: dt.date | None) -> tuple[dt.date, dt.date] | None:
    return (day, day + DAY) if day else None


def _fixed(month: int, number: int) -> Days:
    return lambda year: _whole(almanac.day(year, month, number))


def _by_moon(month: int, number: int) -> Days:
    return lambda year: _whole(almanac.lunar(year, month, number))


def _by_crescent(month: int, number: int) -> Days:
    return lambda year: _whole(almanac.hijri(year, month, number))


def _by_weekday(month: int, nth: int, weekday: int) -> Days:
    return lambda year: _whole(almanac.nth_weekday(year, month, weekday, nth))


def _by_sun(number: int) -> Days:
    return lambda year: _whole(almanac.solar_term(year, number))


def _new_years_eve(year: int) -> tuple[dt.date, dt.date] | None:
    """除夕 of a year as people say it: the evening before that year's 春节."""
    first = almanac.lunar(year, 1, 1)
    return (first - DAY, first) if first else None


def _after_easter(days: int) -> Days:
    return lambda year: _whole((easter := almanac.easter(year)) and almanac.add_days(easter, days))


def _days_off(feast: str) -> Days:
    def reckon(year: int) -> tuple[dt.date, dt.date] | None:
        given = _GIVEN.get(feast, {}).get(year)
        if given:
            (m1, d1), (m2, d2) = given
            return dt.date(year - (m1 > m2), m1, d1), dt.date(year, m2, d2) + DAY
        first = FEASTS[feast](year)
        if first is None:
            return None
        start = first[0] - DAY if feast == "春节" and year >= 2025 else first[0]
        end = almanac.add_days(start, _USUAL[feast])
        return (start, end) if end else None

    return reckon


FEASTS: dict[str, Days] = {name: _fixed(*day) for name, day in _FIXED.items() if day[0]}
FEASTS |= {name: _by_moon(*day) for name, day in _LUNAR.items()}
FEASTS |= {name: _by_weekday(*day) for name, day in _NTH.items()}
FEASTS |= {name: _by_sun(n) for n, name in enumerate(TERMS)}
FEASTS |= {
    "除夕": _new_years_eve,
    "复活节": _after_easter(0),
    "受难日": _after_easter(-2),
    "复活节星期一": _after_easter(1),
    "圣灰星期三": _after_easter(-46),
    "棕枝主日": _after_easter(-7),
    "圣灵降临节": _after_easter(49),
    "东正教复活节": lambda year: _whole(almanac.orthodox_easter(year)),
    "东正教圣诞节": _fixed(1, 7),
    "逾越节": lambda year: _whole(almanac.hebrew(year, "passover")),
    "哈努卡节": lambda year: _whole(almanac.hebrew(year, "hanukkah")),
}
FEASTS |= {name: _by_crescent(*day) for name, day in _HIJRI.items()}
FEASTS["丰收节"] = FEASTS["秋分"]
FEASTS |= {name + "假期": _days_off(name) for name in _USUAL}


def name(letters: str) -> str | None:
    """The name in FEASTS of what people say; None for none.

    >>> name("五一国际劳动节"), name("中秋"), name("霜降节气")
    ('劳动节', '中秋节', '霜降')
    """
    plain = letters.strip("“”\"'‘’")
    for said in (plain, plain.removesuffix("节气"), plain.removesuffix("时节"), plain.removesuffix("节")):
        said = _ALIASES.get(said, said)
        if said in FEASTS:
            return said
    return None


def fixed(feast: str | None) -> tuple[int, int] | None:
    """Month and day of a holiday that has the same every year; None for the others."""
    day = _FIXED.get(feast or "")
    return day if day and day[0] else None


def holiday(feast: str) -> str:
    """The name of a feast's days off, where it has any; else its own."""
    return feast + "假期" if feast in _USUAL else feast


_PLACES = "路街巷村镇乡区桥队院校厂馆店社广大中高公农水林牧坝奖勋运革电文工型钢油"
#: What shows that a pair of numerals is the holiday.
_TELLING = (
    "当 [天日]|前 夕|前 后|期 间|假 期|节|到 来|来 临|之 际|表 彰|慰 问|座 谈|晚 会|活 动|放 假|长 假|献 礼|小 长 假"
)
_NUMERIC = {"五一", "五四", "六一", "七一", "八一"}


#: Names are found without these before them: the words are too common to look behind each.
_EPITHETS = ("国际", "中国", "全国", "国家", "文化", "世界环", "世界地", "世界气", "世界水", "世界无", "世界艾")


def _pattern() -> str:
    names = sorted({*FEASTS, *_ALIASES}, key=len, reverse=True)
    out = []
    for said in names:
        if said.endswith("假期") or said.startswith(_EPITHETS):
            continue
        word = " ".join(said)
        if said in ("五四", "七一", "八一"):
            word = rf"[“\"]{word}[”\"]|(?<![一二三四五六七八九十第]){word}(?= (?:{_TELLING}))"
        elif said in _NUMERIC:
            word = rf"(?<![一二三四五六七八九十第])[“\"]?{word}[”\"]?(?! [{_PLACES}])(?! [个元次条项点票年月制]| 小(?! 长)| 劳 动 奖| 居 士)"
        elif said == "十一":
            word = rf"(?<![二三四五六七八九第])[“\"]?{word}[”\"]?(?= (?:期 间|假 期|长 假|黄 金 周|小 长 假|前 夕))"
        elif said in _AMBIGUOUS:
            word += " (?:节 气|时 节|节(?! [目日约]))"
        elif said.startswith("双1"):
            word += "(?! 号)"
        elif said == "水日":
            continue
        elif said == "灯节":
            word += "(?<![冰雪彩花龙水河荷船]灯节)"
        elif said in TERMS:
            word += "(?: 节 气| 时 节)?(?! (?:[上路街村镇]|文 学|未 至))"
        elif said in ("中秋", "端午", "国庆", "重阳", "元宵", "圣诞", "中元", "七夕", "腊八"):
            word += "(?! (?:[粽饼路街村镇山宴粥蒜老树卡丸灯元]|月 饼|食 品|礼 盒|大 酒 店))"
        out.append(word)
    return "|".join(out)


PATTERN = _pattern()
