"""The words of times in Chinese: letters, numbers, patterns and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable

from feeds.reading.languages.zh import feasts
from feeds.reading.timex.dispatch import alternatives
from feeds.reading.timex.grammar import Word
from feeds.reading.timex.partial import Length, Partial, Span2

# --- letters ----------------------------------------------------------------------------------------------

_TRADITIONAL = dict(
    zip(
        "线楼门馆厅机库厂岗桥场闭报暂气学奖级龄亿层单会满届据终执义术剧约训练讲课营务运诊览资补贴产举办结束领缴费预缩举复隔凌迟游将订于举计划预罢华号时点个后间国农历腊节闰从为连续开岁双两来过这里钟内每礼总终际头妇护战纪儿庆圣诞联晚长阴旧头业劳动复现团圆阳圣万劳青术惊蛰谷满种处当数几龙读书师树难灵东环残烟权宪医记谢获拟请发顾实",
        "線樓門館廳機庫廠崗橋場閉報暫氣學獎級齡億層單會滿屆據終執義術劇約訓練講課營務運診覽資補貼產舉辦結束領繳費預縮舉復隔淩遲遊將訂於舉計劃預罷華號時點個後間國農曆臘節閏從為連續開歲雙兩來過這裡鐘內每禮總終際頭婦護戰紀兒慶聖誕聯晚長陰舊頭業勞動復現團圓陽聖萬勞青術驚蟄穀滿種處當數幾龍讀書師樹難靈東環殘煙權憲醫記謝獲擬請發顧實",
        strict=True,
    )
)
VARIANTS = {a: a + b for a, b in _TRADITIONAL.items() if a != b}
VARIANTS |= {str(n): f"{n}{chr(0xFF10 + n)}" for n in range(10)}
VARIANTS |= {
    "周": "周週", "从": "从從", "历": "历曆歷", "期": "期", "〇": "〇○零Ｏ", ":": ":：∶", ".": ".．", "/": "/／",
    "-": "-—–－−‐‑‒―─~～〜∼至", "(": "(（", ")": ")）", ",": ",，", "里": "里裡裏", "后": "后後", "号": "号號",
    "为": "为為爲", "晚": "晚", "点": "点點奌", "两": "两兩", "个": "个個箇", "第": "第", "廿": "廿卄", "卅": "卅丗",
}  # fmt: skip
VARIANTS["-"] = "-—–－−‐‑‒―─~～〜∼"

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0, "元": 1, "正": 1}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def number(letters: str) -> int | None:
    """A number in digits or Chinese numerals; None for anything else.

    >>> [number(n) for n in ("18", "二十一", "廿三", "二〇二五", "一百零五", "卅")]
    [18, 21, 23, 2025, 105, 30]
    """
    if letters.isdecimal():
        return int(letters)
    letters = letters.replace("廿", "二十").replace("卅", "三十").removeprefix("初")
    if letters and all(c in _DIGITS for c in letters):
        return int("".join(str(_DIGITS[c]) for c in letters))
    total = digit = 0
    for c in letters:
        if c in _TENS:
            total += (digit or (1 if c == "十" else 0)) * _TENS[c]
            digit = 0
        elif c in _DIGITS:
            digit = _DIGITS[c]
        else:
            return None
    return total + digit


# --- pieces of patterns -----------------------------------------------------------------------------------

_CN = "一二三四五六七八九"
#: No number before: the 5 of 15, of 3.5, of K5 is no day.
_NO = r"(?<![\d.．A-Za-z])"
_AFTER_YEAR, _AFTER_MONTH = r"(?:(?<=年)|(?<=年\s))", r"(?:(?<=月)|(?<=月\s))"
_M = rf"(?:{_NO}(?:1\n?[012]|{_AFTER_YEAR}1\s[012]|0?[123456789])|十[一二]?|[{_CN}])"
_D = rf"(?:{_NO}(?:[12]\n?\d|3\n?[01]|{_AFTER_MONTH}(?:[12]\s\d|3\s[01])|0?[123456789])|[二三] 十 [{_CN}]|[二三]?十 [{_CN}]|[二三]?十|[廿卅] [{_CN}]?|[{_CN}])"
_H = rf"(?:{_NO}(?:1\n?\d|2\n?[01234]|0?\d)|二 十 [{_CN}]?|十 [{_CN}]?|[二三四五六七八九两〇]|一(?= [点时] [钟半整许左〇二三四五十\d])|(?<=[午晚晨早上间夜里])一)"
_MIN = rf"(?:[012345]\s?\d|[二三四五]?十[{_CN}]?|〇[{_CN}]|[{_CN}]|\d)"
_Y4 = rf"(?:{_NO}(?:1\s?[89]|2\s?0)\s?\d\s?\d|[一二][〇{_CN}]{{3}})"
_AMOUNT = rf"(?:{_NO}\d{{1,4}}(?:\.\d)?|[{_CN}两十百千〇半数几]{{1,6}})"
_WD = "(?:[一二三四五六]|天(?! [气空文])|日(?! [程报]))"
_WEEK = "(?:周|星 期|礼 拜)"
_HALFDAY = {
    "凌 晨": "DA", "清 晨": "MO", "早 晨": "MO", "早 上": "MO", "早 间": "MO", "上 午": "MO", "中 午": "MI",
    "正 午": "MI", "午 间": "MI", "下 午": "AF", "午 后": "AF", "傍 晚": "EV", "晚 上": "EV", "晚 间": "EV",
    "夜 间": "NI", "夜 里": "NI", "夜 晚": "NI", "深 夜": "NI", "半 夜": "NI", "午 夜": "NI", "入 夜": "EV",
    "当 晚": "EV", "晨 间": "MO", "黄 昏": "EV", "拂 晓": "DA", "今 晚": "EV",
}  # fmt: skip
_ANY_PART = "|".join(k for k in _HALFDAY if k not in ("当 晚", "今 晚")) + "|早|晚"
_PLAIN = {k.replace(" ", ""): v for k, v in _HALFDAY.items()}


def _ints(letters: str) -> list[int]:
    found = re.findall(r"\d+|[一二三四五六七八九十〇两百千廿卅]+", letters)
    return [n for f in found if (n := number(f)) is not None]


# --- makers: folded letters to values ---------------------------------------------------------------------


def _true(_: str) -> bool:
    return True


def _year(letters: str) -> Partial | None:
    value = number(letters.split("年")[0])
    if value is None:
        return None
    if value < 100:
        value += 2000 if value < 50 else 1900
    return Partial("y", year=value) if 1000 <= value <= 2999 else None


def _minguo(letters: str) -> Partial | None:
    found = _ints(letters.replace("元年", "1年").replace("中华", ""))
    return Partial("y", year=1911 + found[0]) if found and found[0] < 200 else None


def _month(letters: str) -> Partial | None:
    value = number(letters.split("月")[0])
    return Partial("m", month=value) if value and 1 <= value <= 12 else None


def _day(letters: str) -> Partial | None:
    value = number(letters[:-1])
    return Partial("d", day=value) if value and 1 <= value <= 31 else None


def _dated(letters: str) -> Partial | None:
    """2025.1.18, 2025-01-18, 20250118."""
    parts = [int(p) for p in re.findall(r"\d+", letters)]
    if len(parts) == 1:
        parts = [parts[0] // 10000, parts[0] // 100 % 100, parts[0] % 100]
    if len(parts) == 2:
        return Partial("m", year=parts[0], month=parts[1]) if 1 <= parts[1] <= 12 else None
    year, month, day = parts
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Partial("d", year=year, month=month, day=day)


def _day_first(letters: str) -> Partial | None:
    day, month, year = (int(n) for n in re.findall(r"\d+", letters))
    return Partial("d", year=year, month=month, day=day)


def _minguo_slashed(letters: str) -> Partial | None:
    """114/9/6 in Taiwan."""
    year, month, day = (int(n) for n in re.findall(r"\d+", letters))
    return Partial("d", year=year + 1911, month=month, day=day)


def _either_order(letters: str) -> Partial | None:
    """9/6（六）: month first in Taiwan, day first in Hong Kong; the weekday tells."""
    month, day = (int(n) for n in letters.split("/"))
    if month > 12:
        return Partial("d", month=day, day=month) if day <= 12 else None
    return Partial("d", month=month, day=day, either=day <= 12)


def _stamp(letters: str) -> Partial | None:
    """2025-01-18T10:30."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)T?(\d\d):(\d\d)", letters)
    if found is None:
        return None
    year, month, day, hour, minute = map(int, found.groups())
    return Partial("t", year=year, month=month, day=day, hour=hour, minute=minute, sure=True) if hour < 24 else None


def _month_day(letters: str) -> Partial | None:
    """1.22, 1/22, 1-22 as a month and a day."""
    parts = [int(p) for p in re.findall(r"\d+", letters)]
    return Partial("d", month=parts[0], day=parts[1]) if 1 <= parts[0] <= 12 and 1 <= parts[1] <= 31 else None


def _colon(letters: str) -> Partial | None:
    parts = [int(p) for p in re.findall(r"\d+", letters)]
    if parts[0] > 24 or parts[1] > 59:
        return None
    return Partial("t", hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 else None, sure=parts[0] > 12)


def _clock(letters: str) -> Partial | None:
    head, _, tail = letters.replace("时", "点").replace("点钟", "点").partition("点")
    hour = number(head)
    if hour is None or hour > 24:
        return None
    minute, mod = 0, None
    if tail.endswith(("许", "左右", "多")):
        mod, tail = "APPROX", re.sub("许|左右|多", "", tail)
    if tail.startswith("半"):
        minute = 30
    elif "刻" in tail:
        minute = 15 * ((_ints(tail) or [1])[0])
    elif found := _ints(tail):
        minute = found[0]
    if minute > 59:
        return None
    seconds = _ints(tail)[-1] if "秒" in tail else None
    return Partial("t", hour=hour, minute=minute, second=seconds, sure=hour > 12 or hour == 0, mod=mod)


def _half_day_clock(letters: str) -> Partial | None:
    """7:30pm, 9 a.m. in a Chinese page."""
    numbers = [int(n) for n in re.findall(r"\d+", letters)]
    part = "AF" if "p" in letters.lower() else "DA" if numbers[0] == 12 else "MO"
    return Partial("t", hour=numbers[0], minute=numbers[1] if len(numbers) > 1 else 0, daypart=part)


def _school_year(letters: str) -> Span2 | None:
    """2024—2025学年: from September to August."""
    first, last = (int(n) for n in re.findall(r"\d+", letters))
    if last % 100 != (first + 1) % 100:
        return None
    return Span2(Partial("m", year=first, month=9), Partial("m", year=first + 1, month=8))


def _to_the_hour(letters: str) -> Partial | None:
    """差五分七点, 七点差一刻."""
    minutes = re.search("(.{1,3})分", letters.replace("差", "").split("点")[-1] if letters[0] != "差" else letters[1:])
    short = 15 if "一刻" in letters else number(minutes.group(1)) if minutes else None
    hour = re.search(r"(\d+|[一二两三四五六七八九十]{1,2})点", letters)
    full = number(hour.group(1)) if hour else None
    if not short or not full or short > 59 or full > 24:
        return None
    return Partial("t", hour=full - 1, minute=60 - short, sure=full > 13)


def _weekday(letters: str) -> Partial | None:
    value = "一二三四五六日".find(letters[-1].replace("天", "日")) + 1
    return Partial("d", weekday=value) if value else None


def _weekdays(letters: str) -> tuple[int, ...]:
    tail = re.sub("周|星期|礼拜", "", letters.replace("天", "日"))
    return tuple("一二三四五六日".index(c) + 1 for c in tail if c in "一二三四五六日")


_NEAR = {"今": 0, "明": 1, "昨": -1, "后": 2, "前": -2, "本": 0, "即": 0}
_WEEKS = {
    "上上": -2,
    "上": -1,
    "这": 0,
    "本": 0,
    "下": 1,
    "下下": 2,
    "当": 0,
    "今": 0,
    "次": 1,
    "此": 0,
    "前": -1,
    "后": 1,
}


def _shift(letters: str) -> int:
    head = re.match("大*[前后]|上+|下+|.", letters)
    assert head is not None
    word = head.group()
    if word.endswith(("前", "后")) and len(word) > 1:
        return (len(word) + 1) * (1 if word.endswith("后") else -1)
    if len(word) > 1 or word in "上下":
        return len(word) * (1 if word[0] == "下" else -1)
    return {**_WEEKS, **_NEAR, "来": 1, "翌": 1, "去": -1, "同": 0, "隔": 1}.get(word, 0)


def _relative_day(letters: str) -> Partial:
    spoken = letters[0] in "次翌当同隔第" or letters[1:2] == "一"
    shift = 1 if letters in ("第二天", "隔天", "隔日") or letters[:2] == "后一" else -1 if letters[:2] == "前一" else 0
    shift = shift or _shift(letters)
    part = {"晚": "EV", "早": "MO", "晨": "MO", "夜": "NI", "午": "MI"}.get(letters[-1])
    return Partial("d", days=shift, spoken=spoken, daypart=part)


def _day_and_number(letters: str) -> Partial:
    """明（9）日: tomorrow, the 9th."""
    return Partial("d", days=_NEAR[letters[0]], day=_ints(letters)[0])


def _first_part(letters: str) -> Span2:
    """前三季度, 前11个月: from January on."""
    last = _ints(letters)[0]
    return Span2(Partial("m", month=1), Partial("m", month=last * (3 if "季" in letters else 1)))


def _this_hour(letters: str) -> Span2:
    """上个小时, 下一分钟."""
    length: Length = (("h" if "时" in letters else "n", 1.0),)
    now = Partial("t", ago=(("d", 0),))
    return Span2(None, now, length=length) if letters[0] == "上" else Span2(now, None, length=length)


def _two(letters: str) -> Span2:
    """今明两天, 明后两年."""
    unit, grain = ("years", "y") if letters[-1] == "年" else ("days", "d")
    first, last = (Partial(grain, **{unit: _NEAR[c]}) for c in letters[:2])
    return Span2(first, last)


def _relative(unit: str, grain: str) -> Callable[[str], Partial]:
    def make(letters: str) -> Partial:
        return Partial(grain, **{unit: _shift(letters)}, spoken=letters[0] in "次翌当同")

    return make


def _relative_weekday(letters: str) -> Partial | None:
    day = _weekday(letters)
    return day and day.but(weeks=_shift(letters), spoken=letters[0] in "次当")


_UNITS = {"年": "y", "季度": "q", "月": "m", "周": "w", "星期": "w", "礼拜": "w", "天": "d", "日": "d", "夜": "d",
          "小时": "h", "钟头": "h", "时辰": "2h", "分钟": "n", "分": "n", "刻钟": "15n", "秒钟": "s", "秒": "s",
          "周年": "y", "世纪": "100y", "学年": "y", "昼夜": "d", "工作日": "d"}  # fmt: skip
_UNIT = "(?:周 年|学 年|年|季 度|月|周|星 期|礼 拜|天|小 时|钟 头|时 辰|分 钟|刻 钟|秒 钟|秒|昼 夜|世 纪|工 作 日)"
_PIECE = re.compile("(半|[0-9.]+|[一二三四五六七八九两十百千〇零数几]+)?个?(半)?("
                    "周年|学年|年|季度|月|周|星期|礼拜|天|日|小时|钟头|时辰|分钟|分|刻钟|秒钟|秒|昼夜|世纪|工作日)(半)?")  # fmt: skip


def _length(letters: str) -> Length | None:
    if "工作日" in letters:  # which days those are, the calendar of days off tells, not the text
        return (("d", 0.0),)
    out: list[tuple[str, float]] = []
    for amount, half, unit, more in _PIECE.findall(re.sub("零(?=[^年月])|又|多|余|来", "", letters)):
        factor, name = re.match(r"(\d*)(\w)", _UNITS[unit]).groups()  # type: ignore[union-attr]
        if (amount in ("数", "几", "") and not half) or re.fullmatch("[一二三四五六七八九]{2,}", amount):
            return (("d", 0.0),) if not out else None
        value = 0.5 if amount == "半" else float(amount) if re.fullmatch(r"[0-9.]+", amount) else number(amount)
        if value is None:
            return None
        value = (value + (0.5 if half or more else 0)) * int(factor or 1)
        if name == "q":
            name, value = "m", value * 3
        if value != int(value) and name in "ym":
            whole = int(value)
            out += [(name, float(whole))] if whole else []
            name, value = ("m", (value - whole) * 12) if name == "y" else ("d", 15.0)
        out.append((name, value))
    return tuple(out) or None


def _number(letters: str) -> int | None:
    return number(letters)


def _part(letters: str) -> Partial:
    part = _PLAIN.get(letters) or {"早": "MO", "晨": "MO", "晚": "EV", "夜": "NI", "午": "MI"}[letters[-1]]
    return Partial("d", daypart=part)


def _segment(letters: str) -> Partial | None:
    """上旬, 月初, 年底, 上半年, 二季度, 夏天."""
    for word, segment in (
        ("上旬", "1"),
        ("中旬", "2"),
        ("下旬", "3"),
        ("初", "1"),
        ("中", "2"),
        ("底", "3"),
        ("末", "3"),
    ):
        if letters.endswith(word):
            mod = {"1": "START", "2": "MID", "3": "END"}[segment]
            return Partial("x", segment=segment, mod=mod)
    return None


def _year_part(letters: str) -> Partial:
    segment = {"初": "1", "头": "1", "中": "6", "底": "12", "末": "12", "终": "12"}[letters[-1]]
    return Partial("m", month=int(segment), mod={"1": "START", "6": "MID", "12": "END"}[segment])


def _half(letters: str) -> Partial:
    return Partial("h", segment="1" if letters[0] in "上前" else "2")


def _quarter(letters: str) -> Partial | None:
    if letters[0] in "本这上下":
        return Partial("q", months=_shift(letters))
    found = _ints(letters)
    value = found[0] if found else {"首": 1, "末": 4}.get(letters[0])
    return Partial("q", segment=str(value)) if value and 1 <= value <= 4 else None


def _season(letters: str) -> Partial | None:
    names = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
    segment = next((names[c] for c in letters if c in names), None)
    mod = (
        "START"
        if letters[0] in "早初孟"
        else "MID"
        if letters[0] in "仲盛"
        else "END"
        if letters[0] in "晚深暮残"
        else None
    )
    return segment and Partial("q", segment=segment, mod=mod)  # type: ignore[return-value]


def _year_season(letters: str) -> Partial | None:
    season = _season(letters)
    return season and season.but(years={"今": 0, "去": -1, "明": 1}[letters[0]], mod=None)


def _weekend(letters: str) -> Partial:
    return Partial("k", weeks=None if letters[0] in "周双礼星" else _shift(letters))


def _century(letters: str) -> Partial | None:
    if letters[0] in "上本这":
        return Partial("c", year=2000 + (-100 if letters[0] == "上" else 0))
    found = _ints(letters)
    return Partial("c", year=(found[0] - 1) * 100) if found and 10 <= found[0] <= 29 else None


def _decade(letters: str) -> Partial | None:
    """80年代, 上世纪八十年代, 二十世纪九十年代, 2010年代."""
    century, _, rest = letters.rpartition("世纪")
    found = _ints(rest)
    if not found:
        return None
    value = found[0]
    if value >= 1000:
        return Partial("e", year=value // 10 * 10)
    if value % 10 or value >= 100:
        return None
    if century:
        base = _century(century + "世纪")
        return base and Partial("e", year=(base.year or 0) + value)
    return Partial("e", year=(1900 if value >= 20 else 2000) + value)


def _lunar_day(letters: str) -> Partial | None:
    """正月十五, 腊月廿三, 闰六月初一, 大年初一."""
    found = re.fullmatch(
        "(闰)?(正|冬|腊|[一二三四五六七八九十]+|\\d+)月(初?[一二三四五六七八九十廿卅]+|初?\\d+)?", letters
    )
    if found is None:
        return None
    leap, month, day = found.groups()
    name = {"正": 1, "冬": 11, "腊": 12}.get(month) or number(month)
    value = number(day) if day else None
    if not name or name > 12 or (value or 1) > 30:
        return None
    return Partial("d" if value else "x", month=name, day=value, lunar=True, leap=bool(leap))


def _new_year_day(letters: str) -> Partial | None:
    value = number(letters.split("年")[-1])
    return Partial("d", month=1, day=value, lunar=True) if value and value <= 15 else None


_ZONES = {
    "新": "Asia/Urumqi", "乌": "Asia/Urumqi", "北": "Asia/Shanghai", "东": "Asia/Tokyo", "首": "Asia/Seoul",
    "纽": "America/New_York", "美": "America/New_York", "伦": "Europe/London", "巴": "Europe/Paris",
    "莫": "Europe/Moscow",
}  # fmt: skip


def _zone(letters: str) -> Partial | None:
    name = _ZONES.get(letters[0])
    if found := re.search(r"[+-](\d+)", letters):
        sign = "-" if "+" in letters else "+"
        name = f"Etc/GMT{sign}{int(found.group(1))}" if 0 < int(found.group(1)) <= 14 else "Etc/UTC"
    elif letters[0] in "GU格世":
        name = "Etc/UTC"
    return Partial("c", zone=name)


def _feast(letters: str) -> Partial | None:
    name = feasts.name(letters)
    return name and Partial("d", feast=name)  # type: ignore[return-value]


def _vague(letters: str) -> Partial:
    return Partial("-")


_ABOUT_WEEKDAY = rf"(?:(?:上 上|上|下 下|下) 个?|这 个?|本|当|次|今) {_WEEK} {_WD}"

WORDS: tuple[Word, ...] = (
    # years
    Word("date", r"(?<![\d./\-])(?:3[01]|[12]\d|0?[123456789])(?:/(?:1[012]|0?[123456789])/|\-(?:1[012]|0?[123456789])\-)(?:19|20)\d\d(?!\d)", _day_first),
    Word("date", r"(?<![\d./])1[01234]\d\s?[./]\s?(?:1[012]|0?[123456789])\s?[./]\s?(?:3[01]|[12]\d|0?[123456789])(?=\s?[(（]|\s\d\d:)", _minguo_slashed),
    Word("month-day", rf"(?<![\d.．/A-Za-z])(?:3[01]|[12]\d|0?[123456789])/(?:3[01]|[12]\d|0?[123456789])(?= [(] (?:{_WEEK} )?[一二三四五六日]| {_WEEK} {_WD}| \d{{1,2}}:\d\d| (?:{_ANY_PART}) {_H} [点时:]| (?:截 止|起(?! [来点步])|止(?! [血痛跌])))", _either_order),
    Word("month-day", rf"(?<![\d.．/A-Za-z:])(?:1[012]|0?[123456789])\.(?:3[01]|[12]\d|0?[123456789])(?= [(] (?:{_WEEK} )?[一二三四五六日] [)]| {_WEEK} {_WD}| ?[(] {_WEEK})", _month_day),
    Word("month-day", r"(?<![\d.．/A-Za-z:])(?:1[012]|0[123456789])\.(?:3[01]|[12]\d|0[123456789])(?= {_WEEK}| (?:2[0123]|[01]\d):[012345]\d)".replace("{_WEEK}", _WEEK), _month_day),
    Word("date", r"(?<![\d ])(?<!\d\s)(?:19|20)\d\d\s(?:1[012]|0[123456789])\s(?:3[01]|[12]\d|0[123456789])(?!\s?[\d.])", _dated),
    Word("month-day", r"(?<![\d\-/.])(?:0[123456789]|1[012])\-[0123]\d(?=\s{1,2}[012]\d:[012345]\d)", _month_day),
    # at the head of a row: 12.02-12.03, 12.08  19:30
    Word("month-day", r"(?:(?<![\s\S])|(?<=\n)|(?<=\s\s)|(?<=　))(?:1[012]|0?[123456789])\.(?:3[01]|[12]\d|0?[123456789])(?=\s?-{1,2}\s?(?:\d{1,2}|20\d\d\.\d{1,2})\.\d{1,2}(?![\d.]| ?[%米厘毫公千万亿元倍度吨斤级个℃])|\s{1,4}[012]?\d:[012345]\d)", _month_day),
    Word("month-day", r"(?<=[:期间])\s?(?:1[012]|0?[123456789])[./](?:3[01]|[12]\d|0?[123456789])(?=\s?-{1,2}\s?\d{1,2}[./]\d{1,2}(?![\d./]))", _month_day),
    Word("moment", r"(?<!\d)\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|\+08:00)?", _stamp),
    Word("date", r"(?<![\d.])(?:1[89]|20)\d\d\s?[./\-]\s?(?:1[012]|0?[123456789])\s?[./\-]\s?(?:3[01]|[12]\d|0?[123456789])(?!\d)", _dated),
    Word("date", r"(?<!\d)20[0123]\d(?:0[123456789]|1[012])(?:0[123456789]|[12]\d|3[01])(?!\d)", _dated),
    Word("decade", rf"(?:(?:上 个?|本|这 个?|\d\d ?|[一二]?十[{_CN}]? ?)世 纪)? (?:{_NO}(?:20|19)?\d0|[{_CN}]十|一十) 年 代", _decade),
    Word("century", rf"(?:上 个?|本|这 个?|{_NO}[12]\d|二?十[{_CN}]?) 世 纪", _century),
    Word("year", r"(?<![\d.])(?:19|20)\d\d(?= (?:[以之] [前后]|以 来))", lambda s: Partial("y", year=int(s))),
    Word("year", rf"(?<![\d{_CN}十两几本今明去前后当百千])年 内(?! [部容外])", lambda _: Partial("y", years=0)),
    Word("year", rf"{_Y4} 年(?! [代级])度?", _year),
    Word("year", r"公 元 \d{1,4} 年", lambda s: Partial("y", year=int(re.sub(r"\D", "", s)) or None)),
    Word("vague", rf"(?:公 元 )?前 (?:\d{{1,4}}|[{_CN}十百]{{1,5}}) 年(?= [，。；、间至到-])|公 元 前 (?:\d{{1,4}}|[{_CN}十百]{{1,5}}) (?:年|世 纪)", _vague),
    Word("year", rf"(?:{_NO}\d\d|[〇{_CN}][〇{_CN}]) 年(?= {_M} 月| [初底末]|度| 的 时 候)", _year),
    Word("year", rf"(?<=[到至-])[〇一二][〇{_CN}] 年(?! (?:[级代多来后前以内]|之 [内前后]))", _year),
    Word("number", rf"[〇一二][〇{_CN}](?= (?:到|至|-{{1,2}}) [〇一二][〇{_CN}] 年(?! (?:[级代多来后前以内]|之 [内前后])))", lambda s: 2000 + (number(s) or 0)),
    Word("year", r"[一二两] 千 [〇一二三四五六七八九十百]{1,6} 年", _year),
    Word("year", rf"[〇五六七八九][〇{_CN}] 年(?! [来历间前后内以多级代])|(?<![满过近达了历经建约共年\d.])[789]\d 年(?! [来历间前后内以多级代龄])", _year),
    Word("year", rf"(?:中 华 )?民 国 (?:\d{{1,3}}|[{_CN}十百〇]{{1,5}}|元) 年", _minguo),
    Word("year", "[今明去] 年(?! [级龄])|(?:大 )?[前后] 年(?! [级龄产均薪])|[本来翌] 年 度?(?! [级龄轻])", lambda s: Partial("y", years={"大前年": -3, "大后年": 3}.get(s) or {"今": 0, "明": 1, "去": -1, "前": -2, "后": 2, "本": 0, "来": 1, "翌": 1}[s[0]], spoken=s[0] == "翌")),
    Word("year", "(?:次|当|同) 年(?! [级龄])", lambda s: Partial("y", years=1 if s[0] == "次" else 0, spoken=True)),
    Word("year", "[上下] 一? 年 ?度", _relative("years", "y")),
    # the Chinese calendar
    Word("lunar", "(?:农 历|阴 历|旧 历|夏 历)(?: [甲乙丙丁戊己庚辛壬癸] [子丑寅卯辰巳午未申酉戌亥] 年)?|[甲乙丙丁戊己庚辛壬癸] [子丑寅卯辰巳午未申酉戌亥] 年", _true),
    Word("lunar-day", rf"闰 (?:[{_CN}十]{{1,2}}|\d{{1,2}}) 月(?: 初 [{_CN}十]| [二三]?十 [{_CN}]?| 廿 [{_CN}]?)?|[正冬腊] 月(?: 初 [{_CN}十]| 二 十 [{_CN}]?| 十 [{_CN}]?| 三 十| 廿 [{_CN}]?| \d{{1,2}}(?! [日号]))?|[{_CN}十]{{1,2}} 月 初 [{_CN}十](?! [日号])", _lunar_day),
    Word("lunar-day", rf"初 [{_CN}十](?= [至到-] (?:初|正 月))", lambda s: Partial("d", month=1, day=number(s), lunar=True)),
    Word("lunar-number", rf"初 [{_CN}十]|廿 (?:[{_CN}](?! [日号])|(?! [{_CN}日号]))|(?<=[月至到—、])(?:[二三] 十|十)[{_CN}]?(?! [{_CN}日号个月年点时天岁名人万元多几余])|(?<=月)[{_CN}](?! [{_CN}十日号个月年点时天])", _number, starts=False),
    Word("lunar-day", rf"(?:大 年|年|春 节) 初 [{_CN}十]|大 年 十 [{_CN}]", _new_year_day),
    # months, days
    Word("month", rf"{_M} 月 份?(?! [龄球饼票薪嫂亮街兰]| 天(?! 气)| 花 广)|元 月 份?", _month),
    Word("month", "(?:(?:上 上|上|下 下|下) 一? 个?|这 个?|本|当|次|同|翌) 月(?! [龄球饼票薪嫂亮街兰]) 份?", _relative("months", "m")),
    Word("month-day", r"(?<=[-—–－~～至到])\s?(?:1[012]|0?[123456789])[./](?:3[01]|[12]\d|0?[123456789])(?![\d%％./])", _month_day, starts=False),
    Word("span", "(?:今 明|昨 今|明 后) [两二2] [天日年]|明 后 天", _two),
    Word("span", "今 冬 明 春", lambda _: Span2(Partial("q", segment="winter", years=0), Partial("q", segment="spring", years=1))),
    Word("span", "[上下] (?:一|一? 个) (?:小 时|分 钟)", _this_hour),
    Word("first-part", rf"前 (?:[二三两23] (?:个 )?季 度|(?:[二三四五六七八九十两]|十 一|1[01]|[23456789]) (?:个 )? 月(?! [{_CN}\d]))", _first_part, starts=False),
    Word("first-part", r"前 [三两23] 季 度", _first_part),
    Word("span", r"(?<!\d)20\d\d\s?[-/]\s?(?:20)?\d\d 学 年 ?度?", _school_year),
    Word("day", "现 在(?= (?:起|开 始|至|到))|今(?= 起)", lambda _: Partial("d", days=0)),
    Word("day", "(?<=[至到迄])今(?! [年天日晚晨夜明春夏秋冬])", lambda _: Partial("d", days=0), starts=False),
    Word("days", rf"{_AMOUNT} 日(?= (?:之|以)? 内)|[数几两] 日(?= (?:之|以)? [后前])", _length),
    Word("day", rf"{_D} 日(?! (?:三 餐|游|之 计|千 里|以 上|元(?! [宵旦])))|(?<![路街巷弄道村幢栋座组〕字初终]){_D} 号(?! (?:[矿线楼店院门馆桌机床井站厅室码库房厂台宿闸泵炉组洞窗”』」营柜展位车通岗桥坝棚坑墓窑仓舱港渠沟带]|公 寓|文(?! 艺)|令|公 告|[强弱]? 冷 空 气|[冰雪球赛泳田训运操广剧浴] [场池道院]|[检登安候取售卖] [票机检车] [口厅处]|[出入路] 口|种 子|选 手|球 员|球 衣|卫 星|火 箭|飞 船|病 例|患 者|标 段|地 块|煤 矿|多 功 能|教 [学室]|实 验|隧 道|码 头|看 台|首 长|信 箱|提 案|议 案|决 议|文 件|通 知|会 [议场]|报 告 厅|停 车|运 动 员|杆|塔|桩|墩|柱|管|阀|考 [场点]|摊|铺|灶|电 池|病 [区房]|染 色 体|签|[汽柴] 油|胡 同|展 品|作 品|候 选|嘉 宾|技 师|高 炉|电 梯|航 天 员|宿 舍))", _day),
    Word("day", r"[今明昨] [(] (?:3[01]|[12]\d|0?[123456789]) [日号]? [)] [日天]|[今明昨] [日天] [(] (?:3[01]|[12]\d|0?[123456789]) [日号]? [)](?! [日天])", _day_and_number),
    Word("day", "(?:大 )?[前后] 天(?! [性空]| 下(?! [午周个班]))|[今明昨] (?:天(?! [性空]| 更 加| 会? 更 [美好]| 下(?! [午周个班]))|日(?! 头)|晚|早|晨|夜)|[前后] (?:晚|夜)(?! [期市班场色])|(?:次|翌|即) 日|当 (?:晚|夜)|第 二 天|次 晨|(?:前|(?<!最)后) 一 (?:天|晚)|即 日|(?<![至迄如当现古而自在于从])今(?= [于在])|(?<![如日])昨(?= [于在])|[今明昨] 儿 个?", _relative_day),
    # weeks
    Word("about-weekday", _ABOUT_WEEKDAY, _relative_weekday),
    Word("weekdays", rf"{_WEEK} {_WD}(?: [、,/] {_WD}(?! [点时个月年楼]| \d(?!\d?\s?[:点时])))+(?: [和及与] {_WD}(?! [点时个月年]))?|{_WEEK} {_WD}(?: {_WD}(?! [点时分年月十]))+|{_WEEK} {_WD} [和及与] {_WD}(?! [点时个])", _weekdays),
    Word("weekday", rf"{_WEEK} {_WD}(?! [均岁年次节期更])", _weekday),
    Word("weekend", "(?:(?:(?:上 上|上|下 下|下) 个?|这 个?|本|今) )?(?:(?:周|星 期) 末|双 休 日)", _weekend),
    Word("week", "(?:(?:上 上|上|下 下|下) 一? 个?|这 一? 个?|本|当) (?:周(?! [岁年])|星 期|礼 拜)", _relative("weeks", "w")),
    Word("workdays", "工 作 日|周 中|平 日", lambda _: (1, 2, 3, 4, 5)),
    # parts
    Word("third", "上 中 旬|中 下 旬", lambda s: Partial("x", segment="12" if s[0] == "上" else "23")),
    Word("third", "[上中下] 旬", _segment),
    Word("month-part", "月 [初中底末]", _segment),
    Word("month-start", "[初底末]|中(?= [旬期,，。、；])", _segment, starts=False),
    Word("year-part", "年 [初中底末头终](?! [级])|岁 末", _year_part),
    Word("half-year", "[上下前后] 半 年", _half),
    Word("quarter", "[Qq][1234](?![\\d%])|第? [一二三四1234] (?:个 )?季 ?度(?! 假)|[首本上下这末] (?:个 )?季 ?度|第 [一二三四1234] 季(?! [度后军节])", _quarter),
    Word("half-year", "[今去明] [春夏秋冬](?! [季天节])", _year_season),
    Word("season", "[早初仲盛晚深暮孟] [春夏秋冬]|[春夏秋冬] [季天]", _season),
    # holidays
    Word("feast", feasts.PATTERN, _feast),
    # the part of the day, clocks
    Word("zone", "北 京 时 间|新 疆 时 间|东 京 时 间|首 尔 时 间|纽 约 时 间|美 东 时 间|伦 敦 时 间|巴 黎 时 间|莫 斯 科 时 间|乌 鲁 木 齐 时 间|(?:UTC|GMT)(?:[+-]\\d{1,2})?|格 林 尼 治 时 间|世 界 时", _zone),
    Word("part", rf"[早晚](?= {_H} [点时:])", _part),
    Word("part", "|".join(k for k in _HALFDAY if k not in ("当 晚", "今 晚")), _part),
    Word("part", "[早晚晨夜午](?! [些场班市跑景校盘餐饭报色霞操]| 会(?! [议谈见]))", _part, starts=False),
    Word("clock", r"(?<![\d:.])(?:1[012]|0?[123456789])(?::[012345]\d)?\s?[AaPp]\.?[Mm](?![A-Za-z])\.?", _half_day_clock),
    Word("clock", r"(?<!\d[:：])(?<![\d.．])(?:2\n?[01234]|[01]\n?\d|\d)\s?:\s?[012345]\d(?:\s?:\s?[012345]\d)?(?![\d:：])", _colon),
    Word("length", rf"{_AMOUNT} (?:个 )?半? (?:小 时|钟 头)(?: 半| {_AMOUNT} 分 ?钟?(?: {_AMOUNT} 秒)?| {_AMOUNT} 刻 钟)?", _length),
    Word("clock", rf"差 (?:{_MIN} 分 钟?|一 刻 钟?) (?:到 )?{_H} 点|{_H} 点 差 (?:{_MIN} 分|一 刻)", _to_the_hour),
    Word("clock", rf"{_H} [点时](?! [式论]| 一 线| [{_CN}〇\d]{{1,3}} ?(?:亿|万|%|个 百|级|度|倍|元|米|公|千|吨|折))(?! [代期装尚差间针段效速髦]|刻(?! 钟?[,，。]))(?: 半| 整| [一二三123] 刻|过? {_MIN} 分(?! 钟)(?: {_MIN} 秒)?|过? (?:[012345]\s?\d|[二三四五]?十[{_CN}]?|〇[{_CN}])(?! [\d.个天年月日项名家万亿元%]))?(?: [许整]| 左 右| 钟)?", _clock),
    # lengths
    Word("length", "一 整 (?:天|夜|周|年|个 月)|整 (?:天|夜|月)(?! [候色班])", lambda s: _length("一" + s[-1].replace("夜", "天"))),
    Word("hence", rf"再 过(?= {_AMOUNT} (?:个 )?半? {_UNIT})", _true),
    Word("length", rf"[{_CN}] [{_CN}] (?:个 {_UNIT}|(?!月){_UNIT})", lambda _: (("d", 0.0),)),
    Word("length", rf"(?:{_AMOUNT} (?:多 )?(?:个 )?半? {_UNIT}(?: 半(?! [年天月个小])| 零? {_AMOUNT} (?:个 )?(?:月|天|日|周|星 期|小 时|分 钟|分|秒))*)", _length),
    Word("days", rf"{_AMOUNT} 日(?! [报常光])", _length, starts=False),
    Word("past", rf"(?:(?<![一-鿿])|(?<=[的在较比从和与对]))前(?= {_AMOUNT} 个? ?{_UNIT})|(?<!以)上(?= [两三四五六七八九十几数\d]{{1,2}} 个? ?(?:周|星 期|月|年|季))|过 去 的?|最 近 的?|近(?= [0123456789一二两三四五六七八九十几数半])|此 前 的?|以 往", _true),
    Word("ahead", rf"(?<![以之然随今最天年月日号周时钟期会秒前])后(?= {_AMOUNT} 个? ?{_UNIT})|(?<!以)下(?= [两三四五六七八九十几数\d]{{1,2}} 个? ?(?:周|星 期|月|年|季))|未 来 的?|今 后 的?|(?<![天年月日号周时钟期会秒前])[以之] 后 的(?= {_AMOUNT} 个? ?{_UNIT})|之 后(?= [两三四五六七八九十几数\d]{{1,2}} 个? ?{_UNIT})|接 下 来 的?|往 后 的?", _true),
    # connecting words
    Word("to", "-{1,3}(?: >)?|直? 至|到|一 直 到|直 到|→", _true, starts=False),
    Word("number", r"(?<![\d.．A-Za-z])\d{1,4}(?= (?:(?:-{1,2}|[、,和与及至到]) \d{1,4} ){1,8}[日号月点时年])(?![.．\d])", _number),
    Word("number", rf"[{_CN}十]{{1,3}}(?= (?:(?:-{{1,2}}|[、和与及至到]) [{_CN}十]{{1,3}} ){{1,8}}[日号月点])", _number),
    Word("number", r"(?<=[-—–－~～至到.．])\d{1,2}(?![\d.．%％])(?! [个年天元万名])", _number, starts=False),
    Word("pause", "[,;；/|]", _true, starts=False),
    Word("and", "、|和|及|与|以 及|或", _true, starts=False),
    Word("closed", "闭 馆|休 馆|除 外|休 息|不 开 放|店 休|公 休|休 业|闭 园|停 业|暂 停|停 办|停 演|停 开", _true, starts=False),
    Word("inclusive", "[(] 含 (?:当 [天日]|本 [数日天])? [)]", _true, starts=False),
    Word("but", "除 了?(?= (?:每 )?(?:周|星 期))", _true),
    Word("outside", "(?:之|以)? 外", _true, starts=False),
    Word("holidays", "(?:法 定 )?节 假 日", _true, starts=False),
    Word("open", "[(【\\[〔]", _true, starts=False),
    Word("close", "[)】\\]〕]", _true, starts=False),
    Word("of", "的|之(?! [前后内间])", _true, starts=False),
    Word("from", "从|自|由|于", _true, starts=False),
    Word("until", r"截 至(?: 到)?|截 止 [到至]|截 止(?= \d)|(?:持 续|延 续) (?:到|至)|不 [迟晚] 于|[最至] [迟晚](?: 于)?(?= [\d〇一二三四五六七八九十今明后本下])|迄 至?", _true),
    Word("zone", "当 地 时 间", lambda _: Partial("c", zone=None), starts=False),
    Word("about", "前 后(?! 左)|左 右", _true, starts=False),
    Word("before", "(?:之|以) 前|前(?! [往来任夕后沿列身]| 提(?! [交出供前请报醒]))", _true, starts=False),
    Word("after", "(?:之|以) 后|后(?! [续来勤期半])", _true, starts=False),
    Word("begin", "开 始", _true, starts=False),
    Word("onward", "起(?! [来点草诉身码价程飞运降重讫伏步航哄])|始|以 来", _true, starts=False),
    Word("within", "(?:之|以) 内|内|里", _true, starts=False),
    Word("during", "(?:小 长 假|长 假|假 期|假 日|黄 金 周)(?: 期 间)?|期 间", _true, starts=False),
    Word("eve", "前 夕|前 夜", _true, starts=False),
    Word("same-day", "[当同] [天日]|那 天|这 天", lambda _: Partial("d", days=0, spoken=True)),
    Word("everyday", "每 [天日]|每 (?=[晚早])", _true),
    Word("every-week", "每 个? (?:周|星 期|礼 拜)(?! [一二三四五六日天末](?! [次节场期更轮回顿]))", _true),
    Word("every-month", "每 个? 月(?: 份)?(?: 逢)?", _true),
    Word("every-year", "每 年", _true),
    Word("every-other-week", rf"[单双] 周(?= {_WEEK} {_WD})|(?:每 )?隔 一? (?:(?={_WEEK} {_WD})|{_WEEK})", _true),
    Word("every-other", "每? 隔 一? [天日]", _true),
    Word("every", r"每 逢|每(?= (?:[周星礼工\d两三四五六七八九十半]|个 [周星礼工]|双 休)) 个?|每 隔|逢(?= [周星礼双单每])", _true),
    Word("for", "为 期|历 时|持 续|连 续|会 期|展 期 [:为]?|时 长", _true),
    Word("nth-day", rf"第 (?:[{_CN}十]{{1,3}}|\d{{1,2}}) (?:天|日)|最 后 一 (?:天|日)|首 日|末 日(?! 狂)", lambda s: -1 if s[0] in "最末" else 1 if s[0] == "首" else (_ints(s) or [0])[0], starts=False),
    Word("nths", rf"第 (?:[{_CN}]|\d)(?: [、和及与] 第? (?:[{_CN}]|\d))+ 个? (?:周 的?)?(?= {_WEEK} {_WD})", lambda s: tuple(_ints(s)), starts=False),
    Word("nth-week", rf"(?:第 (?:[{_CN}十]{{1,3}}|\d{{1,2}})|最 后 一) 个? (?:周|星 期)(?! [一二三四五六日天末年岁])", lambda s: -1 if s[0] == "最" else (_ints(s) or [0])[0], starts=False),
    Word("nth", rf"第 (?:[{_CN}]|\d) 个?|最 后 一? 个?|首 个", lambda s: -1 if s[0] == "最" else 1 if s[0] == "首" else (_ints(s) or [0])[0], starts=False),
    Word("weekday-letter", r"(?<=[(（])\s?[一二三四五六日](?=\s?[)）])|(?<=[、,，和及与至到—–\-])[一二三四五六日](?! [点时个月年日号楼期项是要天名]| \d(?!\d?\s?[:点]))", _weekday, starts=False),
    Word("vague", "寒 假|暑 假|春 运|节 前(?! [夕])|节 后|年 前(?= [，。、；完将])|年 后(?= [，。、；将])|这 两 天|这 几 天|前 几 天|前 些 (?:天|日 子)|近 日|日 前|近 期|近 来|不 日|前 不 久|不 久 前|目 前|(?<![出呈体表实展再])现 在|眼 下|此 刻|刚 才|刚 刚|马 上(?! 就)|立 刻|这 会 儿", _vague),
)  # fmt: skip


def parted(word: Word) -> Word:
    """The same word with a branch for its number in digits and one in numerals, so that neither waits for the other."""
    out = []
    for branch in alternatives(word.pattern):
        lead = next((lead for lead in _LEADS if branch.startswith(lead)), None)
        if lead is None:
            out.append(branch)
            continue
        digits, *numerals = alternatives(lead[3:-1])
        rest = branch[len(lead) :]
        out += [digits + rest, f"(?:{'|'.join(numerals)}){rest}"]
    return Word(word.kind, "|".join(out), word.make, word.starts)


_LEADS = (_M, _D, _H, _AMOUNT, _Y4)
