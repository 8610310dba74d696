"""How Chinese writes times: rules, cues and vetoes for feeds/reading/timex; examples in examples.txt."""

from __future__ import annotations

from feeds.reading.languages.zh import feasts, recurrences
from feeds.reading.languages.zh import rules as r
from feeds.reading.languages.zh.words import VARIANTS, WORDS, parted
from feeds.reading.timex.grammar import Language, Rule
from feeds.reading.timex.partial import Partial, Recurrence
from feeds.reading.timex.productions import (
    daily,
    dated_times,
    joined,
    merge,
    opened,
    span,
    spread,
    weekly,
)

_D = "(date|day|same-day|about-weekday|weekday|feast)"
_W = "(weekday|weekdays|weekend|workdays)((and|to|pause)(weekday|weekdays|weekend|weekday-letter))*(and holidays)?"
_P = "(date|day|same-day|moment|month|about-weekday|weekday|week|weekend|year|feast|century|decade)"
_AT = "((of|pause)? (times|time)|of? part)?"

STAGES: tuple[tuple[Rule, ...], ...] = (
    (
        Rule(
            "month and numbers, the unit at the last",
            "month lunar-number ((and|pause) lunar-number)* (and|pause|to) day",
            r.days_of_month,
        ),
        Rule("unit said once", "number((and|to|pause) number)* (and|to|pause) (day|month|clock|year)", spread("")),
    ),
    (  # days, months and parts of them
        Rule("lunar range", "lunar (lunar-day|month lunar-number) to lunar-number", r.lunar_month_range),
        Rule("lunar range of a year", "year of? lunar? lunar-day to lunar-number", r.lunar_year_range),
        Rule("lunar date", "lunar year? (lunar-day|month lunar-number)", r.lunar_date),
        Rule("lunar date", "lunar year? month day", r.lunar_date),
        Rule("lunar date of a year", "year of? lunar-day|year of? lunar (lunar-day|month lunar-number)", r.lunar_date),
        Rule("lunar range", "lunar-day to lunar-number", r.lunar_range),
        Rule("from New Year's Eve on", "feast to lunar-number", r.from_new_years_eve),
        Rule("lunar day of no month", "lunar lunar-number", lambda i: joined("vague", i, Partial("-"))),
        Rule("lunar date", "lunar-day", r.one("date")),
        Rule("year, month and number", "year month lunar-number", r.day_of_month),
        Rule("year, month and day", "year of? month of? day", merge("date")),
        Rule("lunar month and day", "month lunar-number", r.lunar_month_and_day),
        Rule("month and day", "month of? day", merge("date")),
        Rule("nth weekday of a month", "year? of? month of? nth weekday", r.nth_weekday),
        Rule("nth day of a month", "year? of? month of? nth-day", r.nth_day),
        Rule("nth week of a year", "year of? nth-week", r.nth_week),
        Rule("nth week of a month", "year? of? month of? nth-week", r.nth_week),
        Rule("third of a month", "year? of? month of? (third|month-part|month-start)", merge("month")),
        Rule("third of this month", "third|month-part", merge("month")),
        Rule("part of a year", "year of? (year-part|half-year|quarter|season)", merge("month")),
        Rule("end of a year", "year month-start", r.month_of_year),
        Rule("part of this year", "year-part", r.this_year),
        Rule("part of this year", "half-year|quarter", merge("month")),
        Rule("a season of no year", "season", lambda i: joined("vague", i, Partial("-"))),
        Rule("today in another year", "year of? day", r.day_of_that_year),
        Rule("year and month", "year of? month", merge("month")),
        Rule("first part of a year", "year first-part|first-part", r.first_part),
        Rule("weekday of a year", "year of? nth weekday", r.nth_weekday_of_year),
        Rule("working day of a month", "year? of? month of? nth workdays", r.nth_workday),
        Rule("dotted range", "(date|month-day) to (month-day|number)", span("span")),
        Rule("month and day in figures", "month-day (open (weekday|weekday-letter) close|weekday)?", merge("date")),
        Rule("holiday of a year", "year of? feast during", lambda i: r.feast_days([i[-2], *i])),
        Rule("holiday of a year", "year of? feast same-day", r.holiday_itself),
        Rule("holiday of a year", "year of? feast", merge("date")),
        Rule("holidays' days", "feast (and)? feast during", lambda i: r.feast_days([i[0], *i])),
        Rule("day of the holidays", "year? of? feast during of? nth-day", r.day_of_holidays),
        Rule("day beside a holiday", "feast of? day", r.beside_feast),
        Rule("holiday's days", "feast during", lambda i: r.feast_days([i[0], *i])),
        Rule("eve of a holiday", "feast eve", r.eve),
        Rule("holiday", "(feast|date|month day|month|day) same-day", r.holiday_itself),
        Rule("holiday", "feast", r.one("date")),
        Rule("day of a week", "week of? weekday", merge("about-weekday")),
        Rule("closing length", "for of? (length|days|day(?! to))", r.closing_length),
    ),
    (  # clocks
        Rule("date in other words", "(about-weekday|weekday|same-day|day) open (date|day) close", r.told_twice),
        Rule(
            "date with its lunar day",
            "(date|day) open (date|lunar-number) ((and|pause) (date|weekday))* close",
            r.first_of("date"),
        ),
        Rule("date with weekday", "(date|day) open (weekday|weekday-letter) close", merge("date")),
        Rule(
            "date in several words",
            "(date|day) open (weekday|date|about-weekday)((and|pause) (weekday|date))* close",
            r.first_of("date"),
        ),
        Rule("date with weekday", "(date|day) pause? weekday", merge("date")),
        Rule("clock with part of the day", "zone? part (of|pause)? clock", merge("time")),
        Rule("clock", "zone? clock", merge("time")),
    ),
    (Rule("clock to clock", "time to time", r.times),),
    (  # recurrences
        Rule("weekdays, weekly", f"(every|every-week) of? {_W} {_AT}", weekly),
        Rule("every other week", f"every-other-week of? {_W} {_AT}", weekly),
        Rule("weekdays through at an hour", "weekday to (weekday|weekday-letter) of? (times|time|part)", weekly),
        Rule("weekdays through", "weekday to (weekday|weekday-letter)", recurrences.weekdays_or_days),
        Rule("weekdays", f"(weekdays|workdays) {_AT}", weekly),
        Rule("every month's nth weekdays", f"every-month of? nths weekday {_AT}", recurrences.monthly),
        Rule("weekday of every month's nth week", f"every-month of? nth-week of? weekday {_AT}", recurrences.monthly),
        Rule("weekends at an hour", "weekend (and holidays)? of? (times|time)", recurrences.weekends),
        Rule(
            "every lunar month",
            "lunar every-month lunar-number ((and) lunar-number)*",
            lambda i: joined("vague", i, Partial("-")),
        ),
        Rule("week of every year", "every-year of? week", lambda i: joined("vague", i, Partial("-"))),
        Rule("every month's nth weekday", f"every-month of? nth ((and|pause) nth)* weekday {_AT}", recurrences.monthly),
        Rule("days of every month", "every-month of? (month|day to day)", recurrences.each_month),
        Rule("working day of every month", "every-month of? nth workdays", recurrences.each_months_workday),
        Rule(
            "part of every year",
            "every-year of? (date|month) to (date|month)",
            lambda i: joined("vague", i, Partial("-")),
        ),
        Rule("three weekdays and more", f"weekday (and weekday)(and weekday)+ {_AT}", weekly),
        Rule("every month's day", f"every-month of? day ((and|pause) day)* {_AT}", recurrences.monthly),
        Rule("every year's day", f"every-year of? (date|month ((and|pause) month)*|feast) {_AT}", recurrences.yearly),
        Rule("every year", "every-year", lambda i: joined("rate", i, Recurrence("YEARLY"))),
        Rule("every quarter", "every-quarter", lambda i: joined("rate", i, Recurrence("MONTHLY", 3))),
        Rule("every month", "every-month", lambda i: joined("rate", i, Recurrence("MONTHLY"))),
        Rule("every week", "every-week", lambda i: joined("rate", i, Recurrence("WEEKLY"))),
        Rule("every other week", "every-other-week", lambda i: joined("set", i, Recurrence("WEEKLY", 2))),
        Rule("every other", "every-other", lambda i: joined("set", i, Recurrence("DAILY", 2))),
        Rule("every so long on weekdays", "every length of? weekday", recurrences.every_length_on),
        Rule("every so long", "every length", recurrences.every_length),
        Rule("every day at that hour", "everyday of? (times|time|part)", daily),
        Rule("every day", "everyday", lambda i: joined("rate", i, Recurrence("DAILY"))),
    ),
    (
        Rule("days, holidays apart", "set open? holidays closed close? of? (times|time)", recurrences.with_clock),
        Rule("weekdays left out", f"but every? {_W} outside pause? (set|rate)", recurrences.but_for_weekdays),
        Rule("hours on days", "times ((and|pause) times)* open set close", recurrences.hours_on_days),
    ),
    (Rule("except weekdays", f"set (pause|open)? every? {_W} closed close?", recurrences.without),),
    (  # moments
        Rule("day with hours", f"zone? {_D} pause? of? part? times", dated_times("timed")),
        Rule("day and clock", f"zone? {_D} (pause|of)? time", merge("moment")),
        Rule("day and part of the day", f"{_D} of? part", merge("date")),
        Rule("weekdays of a week", "about-weekday ((and|pause) (weekday|weekday-letter))+", r.weekday_list),
    ),
    (
        Rule(
            "days of a list, their weekdays and one hour",
            "date (and (date|day))+ open (set|weekday) close (pause|of)? (time|times)",
            r.weekdays_and_hour,
        ),
        Rule("days of a list and their weekdays", "date (and (date|day))+ open (set|weekday) close", r.listed_weekdays),
        Rule(
            "days of a list at one hour",
            "date (and (date|day))* and (moment|timed)|date (and (date|day))+ pause? (set|rate)",
            r.listed_hours,
        ),
        Rule("days left out", "set open date ((and|pause) (date|day))* closed close", recurrences.but_for),
    ),
    (Rule("moment and zone", "(moment|timed) open zone close", r.zoned),),
    (  # ranges
        Rule("open until", f"{_P} inclusive? onward (and|pause)? to {_P} inclusive?", r.ranged),
        Rule("range", f"{_P} inclusive? (to|until) (timed|{_P} inclusive?)", r.ranged),
        Rule("from an hour to a later day's", "time to moment", span("span")),
    ),
    (
        Rule("closed on weekdays", f"{_W} closed", recurrences.closed_on),
        Rule("rule between days", "span (pause|of)? (set|rate)|month of? (set|rate)", recurrences.limited),
        Rule("so long ago, to the day", "length before of day", r.shifted(-1)),
        Rule("so long ago", "(length|days) before", r.shifted(-1)),
        Rule("so long on", "(length|days) after", r.shifted(1)),
        Rule("so long from now", "hence (length|days)", r.in_so_long),
        Rule("within so long", "(length|days) within", r.within),
        Rule("the next so long", "ahead (length|days|day)", r.stretch(1)),
        Rule("the last so long", "past (length|days|day)", r.stretch(-1)),
        Rule("until", f"until ({_P}|time)", opened("open", "start")),
        Rule("about", f"{_P} about", r.mod("APPROX")),
        Rule("before", f"({_P}|time) inclusive? before inclusive?", opened("open", "start")),
        Rule(
            "from on",
            f"({_P}|time) inclusive? onward|(date|day|same-day|month|year|about-weekday|weekday|week) begin",
            opened("open", "end"),
        ),
        Rule("after", f"({_P}|time) after", opened("open", "end", "AFTER")),
        Rule("part of a day", "part", r.bare_part),
    ),
    (
        Rule("span and its weekdays", "(span|date) open (set|span) close", r.first_of("span")),
        Rule("rule at several times", "set((and|pause) (time|times))+", recurrences.each_time),
    ),
)

#: Their 六号 is no day.
_CRAFT = (
    "神 舟|天 舟|嫦 娥|长 征|北 斗|风 云|天 问|玉 兔|快 舟|实 践|遥 感|高 分|蛟 龙|雪 龙|试 验|引 力|力 箭|谷 神 星"
)

_EMITS = ("rate date day same-day month year moment timed span set time times length closing-length vague open about-weekday weekday "
          "week weekend century decade feast")  # fmt: skip

LANGUAGE = Language(
    code="zh",
    words=tuple(map(parted, WORDS)),
    stages=STAGES,
    variants=VARIANTS,
    after={
        "*": r" (?:岁|周 岁|头 条|说 法|重 现|系(?! [列统])|路(?! 况)|中 学|小 学)",
        "rate": r"[^，。；、]{0,11}(?:元|万|吨|公 斤|人 次|千 瓦|立 方|毫 升|租 金|补 贴|津 贴|工 资)",
        "month": " (?:花 园|书 店|书 屋|酒 店|大 米|稻 田|大 厦)",
        "century": " (?:大 厦|花 园|广 场|公 园|酒 店)",
        "year": " (?:级|代 (?!表)|版|款|型)",
        "day": " (?:线|楼|店|院|门|机|桌)",
        "length": " 级(?! 以)",
        "time": r"[的]? ?(?:比 分|险 胜|战 平|战 胜|击 败|大 胜|完 胜|惜 败|力 克|逆 转|取 胜|获 胜|告 负|领 先|落 后|小 胜)| (?:建 议|意 见|要 求|原 因|体 会|启 示|希 望|措 施|内 容|共 识|看 法|说 明|不 足|球|水)",
    },
    before={
        "*": r"[第〔]|[〔\[(]\d{4}[〕\])] ?|编 号|电 话",
        "length": "[第每]",
        "date": f"(?:{_CRAFT}) ?",
        "day": f"(?:{_CRAFT}) ?|[A-Za-z\\d][-—]|(?:拘 留|行 拘|刑 拘|休 假|年 假|产 假|住 院|隔 离|逾 期) ?|(?:球 衣|背 号|座 位|泳 道|赛 道|编 号|号 码|车 牌) ?:?",
        "span": "(?:球 衣|背 号|座 位|泳 道|赛 道|编 号|号 码|车 牌) ?:?",
        "time": r"分 之|\d:\d[、,; ]{1,2}|比 分 (?:定 格 |改 写 |扳 )?[在为是成]?|[以比]|战 成|打 成",
    },
    future=r"将|定于|订于|拟|即将|预计|计划|届时|要在|敬请|欢迎|有望|力争|确保|前完成|前投|起实施|起施行",
    past=r"获悉|闭幕|落下帷幕|落幕|日前|曾|已|了|举行了|圆满|结束|回顾|发生|开工的|去世|逝世",
    closing=r"[^，。；\d]{0,14}(?:闭幕|落幕|结束|闭会|落下帷幕|收官|结业|谢幕|闭展)",
    joins="[、,，;；和及与]|以及|及其",
    through="报名|登记|申请|申报|投票|征集|受理|缴费|缴纳|领取|提交|接收|投稿|公示|预约|竞拍|停电|停水|封闭|管制|施工|限行|停运|停航|试运|值班",
    repairs=(
        r"[\dlIOo]{1,4}(?=\s?[年月日曰号时点:：])|(?<=[:：])[\dlIOo]{2}(?![A-Za-z0-9])|(?<=[\dlIO])曰",
        {"l": "1", "I": "1", "O": "0", "o": "0", "曰": "日"},
    ),
    habit="开放|营业|办公|受理|接待|服务|开馆|上班|上课|开课|值班|坐诊|开诊|出诊|闭馆|休息|时间|运营|发车|授课|培训|训练|排练|直播|播出|限行",
    titles="《》",
    forward=" 的",
    born=("出生于|生于|卒于|毕业于|入伍于|诞生于", "[^，。；、]{0,4}(?:出生|生人|诞辰)"),
    founded=(
        "(?:始建|建|建成|成立|创建|创办|创立|创刊|落成|始|开业|投用)于",
        "[^，。；、]{0,8}(?:启用|建成|创办|创建|创立|开办|成立|始建|创刊|建校|建馆|投用|竣工|落成|开馆|首办|开业|首演|首映|上映|首播|开播|开工|动工|通车|发行|面世|问世)",
    ),
    hours="(?:开放|营业|服务|办公|接待|开馆|工作|门诊|受理|上班|供餐|运营)时间[:：]?\\s*",
    emits=frozenset(_EMITS.split()),
    feasts=feasts.FEASTS,
)
