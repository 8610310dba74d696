"""Tables of a programme: the columns are known by their headings, and each row is told as day and hour, name, place.

What people spread over columns (a day, its weekday, a beginning, an end) is one time again; a day that was merged over
several rows, or written once, is written on each; days that a spreadsheet shows as bare numbers are days. A table
whose headings name no time and no happening stays as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

Row = list[str]

#: Rows above the headings: a title, who made the table and when.
ABOVE = 8
#: Columns of a table, and rows that one cell may lie over.
MAX_COLUMNS, MAX_OVER = 40, 200
#: Letters of the longest name that is looked at for an hour.
LONGEST = 200
#: Days since the end of 1899, as spreadsheets count: 1954 to 2064.
_SERIAL = range(20_000, 60_000)
#: Days and hours that are those of something else: when one may apply, when the table was made.
_OWN = "(?!报名|报送|截止|截至|结束|终止|申请|申报|投稿|征集|出生|填报|填表|发布|公示|更新|制表)"
_WORDS = {
    "begin": (
        rf"{_OWN}[\u4e00-\u9fff]{{0,4}}日\s*期|начало|дата",
        r"(?:start|begin|event)\w* ?date|date|day and date|from|when|date ?(?:/|&|and) ?time",
    ),
    "end": (r"(?:结束|截止|终止)日期", r"(?:end|finish)\w* ?date|until|to|through"),
    "clock": (
        rf"{_OWN}[\u4e00-\u9fff]{{0,4}}时\s*间|时段|时间段|время",
        r"(?:start|begin)\w* ?(?:time)?|times?|hours?|kick-?off|doors",
    ),
    "over": (r"(?:结束|终止|截止)(?:时间)?", r"(?:end|finish)\w* ?(?:time)?|ends"),
    "weekday": (r"星期|周|周次", r"week ?day|day"),
    "name": (
        r"(?:活动|项目|节目|比赛|赛事|讲座|演出|课程|展览|会议)?(?:名\s*称|主题|题目|内容|项目)",
        r"活动|节目|赛事|影片|剧目|讲座|课程|мероприятие|название",
        r"(?:event|programme|program|activity)? ?(?:name|title)|event|activity|subject|summary|what(?:['’]s on)?",
        r"programme|program|performance|show|fixture|match|film|talk",
    ),
    "place": (
        r"(?:活动|举办|举行|演出|比赛|培训|上课)?(?:地\s*[点址]|场[地馆所]|会场|位置|教室)|место",
        r"(?:event )?(?:location|venue|place|where|room|hall|ground)",
    ),
    "number": (r"序\s*号|编\s*号", r"no\.?|#|№|id"),
    "whole": (r"全天", r"all[- ]?day(?: event)?"),
}
_ROLES = {role: re.compile(rf"(?:{'|'.join(words)})\s*[:：]?", re.I) for role, words in _WORDS.items()}
#: Of several columns that might be the name the first of these is.
_NAMES = ("名称", "name", "title", "主题", "题目", "event", "活动", "what", "subject", "summary")
_NO_TIME = re.compile(r"全天|整天|all[- ]day", re.I)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(20\d\d)[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])$")
_CLOCK = re.compile(r"(\d{1,2}:\d\d)(?::00)?(?=$|\s)")
_ISO_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\d.*)")
_ALONE = re.compile(r"\d{1,2}(?:[:.：]\d\d)?(?:\s*[ap]\.?m\.?)?|\d{1,2}[时点].{0,3}|[上下]午\d.{0,5}", re.I)
#: "Jumble sale, 2pm": the hour that no column has.
_IN_NAME = re.compile(
    r"(.*[^\d\s,，;；])[,，;；]?\s+((?:\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[-–—]|to)\s*)?"
    r"\d{1,2}(?:[.:]\d\d\s*(?:[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?))",
    re.I,
)
_HAN = re.compile("[\u4e00-\u9fff]")


def spread(rows: Iterable[Iterable[tuple[str, int, int]]]) -> list[Row]:
    """Cells (words, columns, rows they lie over) -> rows with all their columns; what lies over rows is in each."""
    out: list[Row] = []
    hanging: dict[int, tuple[str, int]] = {}  # column -> words, rows still below
    for cells in rows:
        row: Row = []
        below: dict[int, tuple[str, int]] = {}
        for words, columns, over in cells:
            _hang(row, hanging)
            if len(row) >= MAX_COLUMNS:
                break
            if over > 1:
                below[len(row)] = words, min(over, MAX_OVER) - 1
            row += [words] + [""] * (min(columns, MAX_COLUMNS) - 1)
        _hang(row, hanging)
        hanging |= below
        out.append(row)
    return out


def _hang(row: Row, hanging: dict[int, tuple[str, int]]) -> None:
    """The next columns of a row, as far as cells of the rows above lie over them."""
    while (at := len(row)) in hanging and at < MAX_COLUMNS:
        words, left = hanging.pop(at)
        if left > 1:
            hanging[at] = words, left - 1
        row.append(words)


def tidy(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table, those of a programme as when, name, place and notes under a head that says so."""
    grid = [[" ".join(cell.split()) for cell in row] for row in rows]
    found = next(((number, roles) for number, row in enumerate(grid[:ABOVE]) if (roles := _roles(row))), None)
    if found is None:
        return grid
    number, roles = found
    return [*grid[:number], *_Programme(grid[number], roles, grid[number + 1 :]).rows()]


def _roles(row: Row) -> list[str] | None:
    """What each column of a programme is; None when the row is not its head."""
    roles: list[str] = []
    for cell in row:
        roles.append(next((role for role, words in _ROLES.items() if words.fullmatch(cell)), ""))
    if "clock" in roles and "begin" not in roles and "weekday" in roles:
        roles[roles.index("weekday")] = "begin"  # Day | Time | Event
    if "clock" in roles and "begin" not in roles:
        roles[roles.index("clock")] = "begin"
    if "begin" not in roles or "name" not in roles:
        return None
    names = [n for n, role in enumerate(roles) if role == "name"]
    best = min(names, key=lambda n: next((r for r, word in enumerate(_NAMES) if word in row[n].lower()), 99))
    for role in ("begin", "end", "clock", "over", "place", "whole"):
        for again in [n for n, each in enumerate(roles) if each == role][1:]:
            roles[again] = "weekday" if role == "begin" and "clock" in roles else ""
    return ["" if role == "name" and n != best else role for n, role in enumerate(roles)]


class _Programme:
    def __init__(self, head: Row, roles: list[str], body: list[Row]) -> None:
        self.head, self.roles, self.body = head, roles, body
        self.chinese = bool(_HAN.search("".join(head)))
        self.order = _order([row[n] for row in body for n, role in enumerate(roles) if _dated(role) and n < len(row)])

    def rows(self) -> Iterator[Row]:
        notes = any(self._notes(row) for row in self.body)
        head = ["日期", "活动", "地点", "备注"] if self.chinese else ["Date", "Event", "Venue", "Notes"]
        yield head if notes else head[:3]
        day = ""
        for row in self.body:
            told = {role: row[n] for n, role in enumerate(self.roles) if role and n < len(row) and row[n]}
            if "name" not in told or sum(map(bool, row)) < 2:
                yield row  # a sum, a note, a day over the rows that follow
                day = ""
                continue
            named = told["name"] if len(told["name"]) <= LONGEST else ""
            if not {"clock", "whole"} & told.keys() and (timed := _IN_NAME.fullmatch(named)):
                told["name"], told["clock"] = timed.groups()
            day = told["begin"] = told.get("begin") or day
            yield [self._when(told), told["name"], told.get("place", ""), self._notes(row)]

    def _notes(self, row: Row) -> str:
        """Every other cell, with the word over it."""
        cells = [
            f"{self.head[n]}：{cell}"
            if _HAN.search(self.head[n])
            else f"{self.head[n]}: {cell}"
            if self.head[n]
            else cell
            for n, cell in enumerate(row)
            if cell and (n >= len(self.roles) or not self.roles[n])
            if n < len(self.head)
        ]
        return "；".join(cells) if cells and _HAN.search(cells[0]) else "; ".join(cells)

    def _when(self, told: dict[str, str]) -> str:
        begin, clock = _moment(told.get("begin", ""), self.order)
        end, over = _moment(told.get("end") or told.get("over", ""), self.order)
        clock = clock or _hour(told.get("clock", ""))
        over = over or _hour(told.get("over", "") if told.get("end") else "")
        if told.get("whole", "").lower() in ("true", "yes", "1", "是", "x"):
            clock = over = ""
            end = "" if _follows(begin, end) else end
        first, last = self._written(begin), self._written(end)
        gap = "" if self.chinese else ", " if first != begin else " "
        hours = f"{clock}-{over}" if clock and over and end in ("", begin) else clock
        when = f"{first}{gap}{hours}" if hours else first
        if end and end != begin:
            when += ("至" if self.chinese else " to ") + (f"{last}{gap}{over}" if over else last)
        return when

    def _written(self, day: str) -> str:
        """An ISO day as people write it, so that the hours behind it are its own."""
        try:
            date = dt.date.fromisoformat(day)
        except ValueError:
            return day
        return f"{date.year}年{date.month}月{date.day}日" if self.chinese else f"{date.day} {date:%B} {date.year}"


def _dated(role: str) -> bool:
    return role in ("begin", "end")


def _order(cells: list[str]) -> str:
    """Whether days are written day first or month first, as far as one of them tells."""
    found = [each for cell in cells for each in _SLASHED.findall(cell)]
    if any(int(first) > 12 for first, _, _ in found):
        return "day first"
    return "month first" if any(int(second) > 12 for _, second, _ in found) else ""


def _day(cell: str, order: str) -> str:
    if re.fullmatch(r"\d{5}(?:\.\d+)?", cell) and int(float(cell)) in _SERIAL:
        whole, _, share = cell.partition(".")
        hour = f" {_hour('0.' + share)}" if share else ""
        return (dt.date(1899, 12, 30) + dt.timedelta(days=int(whole))).isoformat() + hour
    if compact := _COMPACT.match(cell):
        return "-".join(compact.groups())
    if found := _YEAR_FIRST.match(cell):
        return "{}-{:02}-{:02}".format(*map(int, found.groups())) + cell[found.end() :]
    if order and (found := _SLASHED.search(cell)):
        first, second, year = map(int, found.groups())
        day, month = (first, second) if order == "day first" else (second, first)
        if month <= 12:
            cell = f"{cell[: found.start()]}{year}-{month:02}-{day:02}{cell[found.end() :]}"
    return cell


def _moment(cell: str, order: str) -> tuple[str, str]:
    """The day and the hour of a cell; either may be missing."""
    if _hour(cell) and _ALONE.fullmatch(_hour(cell)):
        return "", _hour(cell)
    day = _day(cell, order)
    found = _ISO_MOMENT.fullmatch(day)
    return (found[1], _hour(found[2])) if found else (day, "")


def _hour(cell: str) -> str:
    """A clock time; a bare share of a day is one too, and the whole day is none."""
    if re.fullmatch(r"0\.\d+", cell):
        minutes = round(float(cell) * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return _CLOCK.sub(r"\1", _NO_TIME.sub("", cell)).strip()


def _follows(begin: str, end: str) -> bool:
    """Calendars give a whole day the next one as its end."""
    try:
        return dt.date.fromisoformat(end[:10]) - dt.date.fromisoformat(begin[:10]) <= dt.timedelta(days=1)
    except ValueError:
        return False
