"""What the words of Chinese say of a time: folded letters in, a partial value (or a number, a length) out."""

from __future__ import annotations

import re
from collections.abc import Callable

from feeds.reading.languages.zh import feasts
from feeds.reading.timex.partial import Length, Partial, Span2

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


HALFDAY = {
    "凌 晨": "DA", "清 晨": "MO", "早 晨": "MO", "早 上": "MO", "早 间": "MO", "上 午": "MO", "中 午": "MI",
    "正 午": "MI", "午 间": "MI", "下 午": "AF", "午 后": "AF", "傍 晚": "EV", "晚 上": "EV", "晚 间": "EV",
    "夜 间": "NI", "夜 里": "NI", "夜 晚": "NI", "深 夜": "NI", "半 夜": "NI", "午 夜": "NI", "入 夜": "EV",
    "当 晚": "EV", "晨 间": "MO", "黄 昏": "EV", "拂 晓": "DA", "今 晚": "EV",
}  # fmt: skip
_PLAIN = {k.replace(" ", ""): v for k, v in HALFDAY.items()}


def ints(letters: str) -> list[int]:
    found = re.findall(r"\d+|[一二三四五六七八九十〇两百千廿卅]+", letters)
    return [n for f in found if (n := number(f)) is not None]


def true(_: str) -> bool:
    return True


def year(letters: str) -> Partial | None:
    value = number(letters.split("年")[0])
    if value is None:
        return None
    if value < 100:
        value += 2000 if value < 50 else 1900
    return Partial("y", year=value) if 1000 <= value <= 2999 else None


def minguo(letters: str) -> Partial | None:
    found = ints(letters.replace("元年", "1年").replace("中华", ""))
    return Partial("y", year=1911 + found[0]) if found and found[0] < 200 else None


def month(letters: str) -> Partial | None:
    value = number(letters.split("月")[0])
    return Partial("m", month=value) if value and 1 <= value <= 12 else None


def day(letters: str) -> Partial | None:
    value = number(letters[:-1])
    return Partial("d", day=value) if value and 1 <= value <= 31 else None


def dated(letters: str) -> Partial | None:
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


def day_first(letters: str) -> Partial | None:
    day, month, year = (int(n) for n in re.findall(r"\d+", letters))
    return Partial("d", year=year, month=month, day=day)


def minguo_slashed(letters: str) -> Partial | None:
    """114/9/6 in Taiwan."""
    year, month, day = (int(n) for n in re.findall(r"\d+", letters))
    return Partial("d", year=year + 1911, month=month, day=day)


def either_order(letters: str) -> Partial | None:
    """9/6（六）: month first in Taiwan, day first in Hong Kong; the weekday tells."""
    month, day = (int(n) for n in letters.split("/"))
    if month > 12:
        return Partial("d", month=day, day=month) if day <= 12 else None
    return Partial("d", month=month, day=day, either=day <= 12)


def stamp(letters: str) -> Partial | None:
    """2025-01-18T10:30."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)T?(\d\d):(\d\d)", letters)
    if found is None:
        return None
    year, month, day, hour, minute = map(int, found.groups())
    return Partial("t", year=year, month=month, day=day, hour=hour, minute=minute, sure=True) if hour < 24 else None


def month_day(letters: str) -> Partial | None:
    """1.22, 1/22, 1-22 as a month and a day."""
    parts = [int(p) for p in re.findall(r"\d+", letters)]
    return Partial("d", month=parts[0], day=parts[1]) if 1 <= parts[0] <= 12 and 1 <= parts[1] <= 31 else None


def colon(letters: str) -> Partial | None:
    parts = [int(p) for p in re.findall(r"\d+", letters)]
    if parts[0] > 24 or parts[1] > 59:
        return None
    return Partial("t", hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 else None, sure=parts[0] > 12)


def clock(letters: str) -> Partial | None:
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
        minute = 15 * ((ints(tail) or [1])[0])
    elif found := ints(tail):
        minute = found[0]
    if minute > 59:
        return None
    seconds = ints(tail)[-1] if "秒" in tail else None
    return Partial("t", hour=hour, minute=minute, second=seconds, sure=hour > 12 or hour == 0, mod=mod)


def half_day_clock(letters: str) -> Partial | None:
    """7:30pm, 9 a.m. in a Chinese page."""
    numbers = [int(n) for n in re.findall(r"\d+", letters)]
    part = "AF" if "p" in letters.lower() else "DA" if numbers[0] == 12 else "MO"
    return Partial("t", hour=numbers[0], minute=numbers[1] if len(numbers) > 1 else 0, daypart=part)


def school_year(letters: str) -> Span2 | None:
    """2024—2025学年: from September to August."""
    first, last = (int(n) for n in re.findall(r"\d+", letters))
    if last % 100 != (first + 1) % 100:
        return None
    return Span2(Partial("m", year=first, month=9), Partial("m", year=first + 1, month=8))


def to_the_hour(letters: str) -> Partial | None:
    """差五分七点, 七点差一刻."""
    minutes = re.search("(.{1,3})分", letters.replace("差", "").split("点")[-1] if letters[0] != "差" else letters[1:])
    short = 15 if "一刻" in letters else number(minutes.group(1)) if minutes else None
    hour = re.search(r"(\d+|[一二两三四五六七八九十]{1,2})点", letters)
    full = number(hour.group(1)) if hour else None
    if not short or not full or short > 59 or full > 24:
        return None
    return Partial("t", hour=full - 1, minute=60 - short, sure=full > 13)


def weekday(letters: str) -> Partial | None:
    value = "一二三四五六日".find(letters[-1].replace("天", "日")) + 1
    return Partial("d", weekday=value) if value else None


def weekdays(letters: str) -> tuple[int, ...]:
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


def shift(letters: str) -> int:
    head = re.match("大*[前后]|上+|下+|.", letters)
    assert head is not None
    word = head.group()
    if word.endswith(("前", "后")) and len(word) > 1:
        return (len(word) + 1) * (1 if word.endswith("后") else -1)
    if len(word) > 1 or word in "上下":
        return len(word) * (1 if word[0] == "下" else -1)
    return {**_WEEKS, **_NEAR, "来": 1, "翌": 1, "去": -1, "同": 0, "隔": 1}.get(word, 0)


def relative_day(letters: str) -> Partial:
    spoken = letters[0] in "次翌当同隔第" or letters[1:2] == "一"
    days = 1 if letters in ("第二天", "隔天", "隔日") or letters[:2] == "后一" else -1 if letters[:2] == "前一" else 0
    part = {"晚": "EV", "早": "MO", "晨": "MO", "夜": "NI", "午": "MI"}.get(letters[-1])
    return Partial("d", days=days or shift(letters), spoken=spoken, daypart=part)


def day_and_number(letters: str) -> Partial:
    """明（9）日: tomorrow, the 9th."""
    return Partial("d", days=_NEAR[letters[0]], day=ints(letters)[0])


def first_part(letters: str) -> Span2:
    """前三季度, 前11个月: from January on."""
    last = ints(letters)[0]
    return Span2(Partial("m", month=1), Partial("m", month=last * (3 if "季" in letters else 1)))


def this_hour(letters: str) -> Span2:
    """上个小时, 下一分钟."""
    length: Length = (("h" if "时" in letters else "n", 1.0),)
    now = Partial("t", ago=(("d", 0),))
    return Span2(None, now, length=length) if letters[0] == "上" else Span2(now, None, length=length)


def two(letters: str) -> Span2:
    """今明两天, 明后两年."""
    unit, grain = ("years", "y") if letters[-1] == "年" else ("days", "d")
    first, last = (Partial(grain, **{unit: _NEAR[c]}) for c in letters[:2])
    return Span2(first, last)


def relative(unit: str, grain: str) -> Callable[[str], Partial]:
    def make(letters: str) -> Partial:
        return Partial(grain, **{unit: shift(letters)}, spoken=letters[0] in "次翌当同")

    return make


def relative_weekday(letters: str) -> Partial | None:
    day = weekday(letters)
    return day and day.but(weeks=shift(letters), spoken=letters[0] in "次当")


_UNITS = {"年": "y", "季度": "q", "月": "m", "周": "w", "星期": "w", "礼拜": "w", "天": "d", "日": "d", "夜": "d",
          "小时": "h", "钟头": "h", "时辰": "2h", "分钟": "n", "分": "n", "刻钟": "15n", "秒钟": "s", "秒": "s",
          "周年": "y", "世纪": "100y", "学年": "y", "昼夜": "d", "工作日": "d"}  # fmt: skip
_PIECE = re.compile("(半|[0-9.]+|[一二三四五六七八九两十百千〇零数几]+)?个?(半)?("
                    "周年|学年|年|季度|月|周|星期|礼拜|天|日|小时|钟头|时辰|分钟|分|刻钟|秒钟|秒|"
                    "昼夜|世纪|工作日)(半)?")  # fmt: skip


def length(letters: str) -> Length | None:
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


def part(letters: str) -> Partial:
    part = _PLAIN.get(letters) or {"早": "MO", "晨": "MO", "晚": "EV", "夜": "NI", "午": "MI"}[letters[-1]]
    return Partial("d", daypart=part)


def segment(letters: str) -> Partial | None:
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


def year_part(letters: str) -> Partial:
    segment = {"初": "1", "头": "1", "中": "6", "底": "12", "末": "12", "终": "12"}[letters[-1]]
    return Partial("m", month=int(segment), mod={"1": "START", "6": "MID", "12": "END"}[segment])


def half(letters: str) -> Partial:
    return Partial("h", segment="1" if letters[0] in "上前" else "2")


def quarter(letters: str) -> Partial | None:
    if letters[0] in "本这上下":
        return Partial("q", months=shift(letters))
    found = ints(letters)
    value = found[0] if found else {"首": 1, "末": 4}.get(letters[0])
    return Partial("q", segment=str(value)) if value and 1 <= value <= 4 else None


def season(letters: str) -> Partial | None:
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


def year_season(letters: str) -> Partial | None:
    named = season(letters)
    return named and named.but(years={"今": 0, "去": -1, "明": 1}[letters[0]], mod=None)


def weekend(letters: str) -> Partial:
    return Partial("k", weeks=None if letters[0] in "周双礼星" else shift(letters))


def century(letters: str) -> Partial | None:
    if letters[0] in "上本这":
        return Partial("c", year=2000 + (-100 if letters[0] == "上" else 0))
    found = ints(letters)
    return Partial("c", year=(found[0] - 1) * 100) if found and 10 <= found[0] <= 29 else None


def decade(letters: str) -> Partial | None:
    """80年代, 上世纪八十年代, 二十世纪九十年代, 2010年代."""
    head, _, rest = letters.rpartition("世纪")
    found = ints(rest)
    if not found:
        return None
    value = found[0]
    if value >= 1000:
        return Partial("e", year=value // 10 * 10)
    if value % 10 or value >= 100:
        return None
    if head:
        base = century(head + "世纪")
        return base and Partial("e", year=(base.year or 0) + value)
    return Partial("e", year=(1900 if value >= 20 else 2000) + value)


def lunar_day(letters: str) -> Partial | None:
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


def new_year_day(letters: str) -> Partial | None:
    value = number(letters.split("年")[-1])
    return Partial("d", month=1, day=value, lunar=True) if value and value <= 15 else None


_ZONES = {
    "新": "Asia/Urumqi", "乌": "Asia/Urumqi", "北": "Asia/Shanghai", "东": "Asia/Tokyo", "首": "Asia/Seoul",
    "纽": "America/New_York", "美": "America/New_York", "伦": "Europe/London", "巴": "Europe/Paris",
    "莫": "Europe/Moscow",
}  # fmt: skip


def zone(letters: str) -> Partial | None:
    name = _ZONES.get(letters[0])
    if found := re.search(r"[+-](\d+)", letters):
        sign = "-" if "+" in letters else "+"
        name = f"Etc/GMT{sign}{int(found.group(1))}" if 0 < int(found.group(1)) <= 14 else "Etc/UTC"
    elif letters[0] in "GU格世":
        name = "Etc/UTC"
    return Partial("c", zone=name)


def feast(letters: str) -> Partial | None:
    name = feasts.name(letters)
    return name and Partial("d", feast=name)  # type: ignore[return-value]


def vague(letters: str) -> Partial:
    return Partial("-")
