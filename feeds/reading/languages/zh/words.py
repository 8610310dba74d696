"""The words of times in Chinese: letters and patterns; readings.py tells what each says of a time."""

from __future__ import annotations

import re

from feeds.reading.languages.zh import feasts, readings
from feeds.reading.timex.dispatch import alternatives
from feeds.reading.timex.grammar import Word
from feeds.reading.timex.partial import Partial, Span2

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
_ANY_PART = "|".join(k for k in readings.HALFDAY if k not in ("当 晚", "今 晚")) + "|早|晚"
_UNIT = "(?:周 年|学 年|年|季 度|月|周|星 期|礼 拜|天|小 时|钟 头|时 辰|分 钟|刻 钟|秒 钟|秒|昼 夜|世 纪|工 作 日)"
_ABOUT_WEEKDAY = rf"(?:(?:上 上|上|下 下|下) 个?|这 个?|本|当|次|今) {_WEEK} {_WD}"

WORDS: tuple[Word, ...] = (
    # years
    Word("date", r"(?<![\d./\-])(?:3[01]|[12]\d|0?[123456789])(?:/(?:1[012]|0?[123456789])/|\-(?:1[012]|0?[123456789])\-)(?:19|20)\d\d(?!\d)", readings.day_first),
    Word("date", r"(?<![\d./])1[01234]\d\s?[./]\s?(?:1[012]|0?[123456789])\s?[./]\s?(?:3[01]|[12]\d|0?[123456789])(?=\s?[(（]|\s\d\d:)", readings.minguo_slashed),
    Word("month-day", rf"(?<![\d.．/A-Za-z])(?:3[01]|[12]\d|0?[123456789])/(?:3[01]|[12]\d|0?[123456789])(?= [(] (?:{_WEEK} )?[一二三四五六日]| {_WEEK} {_WD}| \d{{1,2}}:\d\d| (?:{_ANY_PART}) {_H} [点时:]| (?:截 止|起(?! [来点步])|止(?! [血痛跌])))", readings.either_order),
    Word("month-day", rf"(?<![\d.．/A-Za-z:])(?:1[012]|0?[123456789])\.(?:3[01]|[12]\d|0?[123456789])(?= [(] (?:{_WEEK} )?[一二三四五六日] [)]| {_WEEK} {_WD}| ?[(] {_WEEK})", readings.month_day),
    Word("month-day", r"(?<![\d.．/A-Za-z:])(?:1[012]|0[123456789])\.(?:3[01]|[12]\d|0[123456789])(?= {_WEEK}| (?:2[0123]|[01]\d):[012345]\d)".replace("{_WEEK}", _WEEK), readings.month_day),
    Word("date", r"(?<![\d ])(?<!\d\s)(?:19|20)\d\d\s(?:1[012]|0[123456789])\s(?:3[01]|[12]\d|0[123456789])(?!\s?[\d.])", readings.dated),
    Word("month-day", r"(?<![\d\-/.])(?:0[123456789]|1[012])\-[0123]\d(?=\s{1,2}[012]\d:[012345]\d)", readings.month_day),
    # at the head of a row: 12.02-12.03, 12.08  19:30
    Word("month-day", r"(?:(?<![\s\S])|(?<=\n)|(?<=\s\s)|(?<=　))(?:1[012]|0?[123456789])\.(?:3[01]|[12]\d|0?[123456789])(?=\s?-{1,2}\s?(?:\d{1,2}|20\d\d\.\d{1,2})\.\d{1,2}(?![\d.]| ?[%米厘毫公千万亿元倍度吨斤级个℃])|\s{1,4}[012]?\d:[012345]\d)", readings.month_day),
    Word("month-day", r"(?<=[:期间])\s?(?:1[012]|0?[123456789])[./](?:3[01]|[12]\d|0?[123456789])(?=\s?-{1,2}\s?\d{1,2}[./]\d{1,2}(?![\d./]))", readings.month_day),
    Word("moment", r"(?<!\d)\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|\+08:00)?", readings.stamp),
    Word("date", r"(?<![\d.])(?:1[89]|20)\d\d\s?[./\-]\s?(?:1[012]|0?[123456789])\s?[./\-]\s?(?:3[01]|[12]\d|0?[123456789])(?!\d)", readings.dated),
    Word("date", r"(?<!\d)20[0123]\d(?:0[123456789]|1[012])(?:0[123456789]|[12]\d|3[01])(?!\d)", readings.dated),
    Word("decade", rf"(?:(?:上 个?|本|这 个?|\d\d ?|[一二]?十[{_CN}]? ?)世 纪)? (?:{_NO}(?:20|19)?\d0|[{_CN}]十|一十) 年 代", readings.decade),
    Word("century", rf"(?:上 个?|本|这 个?|{_NO}[12]\d|二?十[{_CN}]?) 世 纪", readings.century),
    Word("year", r"(?<![\d.])(?:19|20)\d\d(?= (?:[以之] [前后]|以 来))", lambda s: Partial("y", year=int(s))),
    Word("year", rf"(?<![\d{_CN}十两几本今明去前后当百千])年 内(?! [部容外])", lambda _: Partial("y", years=0)),
    Word("year", rf"{_Y4} 年(?! [代级])度?", readings.year),
    Word("year", r"公 元 \d{1,4} 年", lambda s: Partial("y", year=int(re.sub(r"\D", "", s)) or None)),
    Word("vague", rf"(?:公 元 )?前 (?:\d{{1,4}}|[{_CN}十百]{{1,5}}) 年(?= [，。；、间至到-])|公 元 前 (?:\d{{1,4}}|[{_CN}十百]{{1,5}}) (?:年|世 纪)", readings.vague),
    Word("year", rf"(?:{_NO}\d\d|[〇{_CN}][〇{_CN}]) 年(?= {_M} 月| [初底末]|度| 的 时 候)", readings.year),
    Word("year", rf"(?<=[到至-])[〇一二][〇{_CN}] 年(?! (?:[级代多来后前以内]|之 [内前后]))", readings.year),
    Word("number", rf"[〇一二][〇{_CN}](?= (?:到|至|-{{1,2}}) [〇一二][〇{_CN}] 年(?! (?:[级代多来后前以内]|之 [内前后])))", lambda s: 2000 + (readings.number(s) or 0)),
    Word("year", r"[一二两] 千 [〇一二三四五六七八九十百]{1,6} 年", readings.year),
    Word("year", rf"[〇五六七八九][〇{_CN}] 年(?! [来历间前后内以多级代])|(?<![满过近达了历经建约共年权期限\d.])(?<![权期限:：]\s)[789]\d 年(?! [来历间前后内以多级代龄]| ?/)", readings.year),
    Word("year", rf"(?:中 华 )?民 国 (?:\d{{1,3}}|[{_CN}十百〇]{{1,5}}|元) 年", readings.minguo),
    Word("year", "[今明去] 年(?! [级龄])|(?:大 )?[前后] 年(?! [级龄产均薪])|[本来翌] 年 度?(?! [级龄轻])", lambda s: Partial("y", years={"大前年": -3, "大后年": 3}.get(s) or {"今": 0, "明": 1, "去": -1, "前": -2, "后": 2, "本": 0, "来": 1, "翌": 1}[s[0]], spoken=s[0] == "翌")),
    Word("year", "(?:次|当|同) 年(?! [级龄])", lambda s: Partial("y", years=1 if s[0] == "次" else 0, spoken=True)),
    Word("year", "[上下] 一? 年 ?度", readings.relative("years", "y")),
    # the Chinese calendar
    Word("lunar", "(?:农 历|阴 历|旧 历|夏 历)(?: [甲乙丙丁戊己庚辛壬癸] [子丑寅卯辰巳午未申酉戌亥] 年)?|[甲乙丙丁戊己庚辛壬癸] [子丑寅卯辰巳午未申酉戌亥] 年", readings.true),
    Word("lunar-day", rf"闰 (?:[{_CN}十]{{1,2}}|\d{{1,2}}) 月(?: 初 [{_CN}十]| [二三]?十 [{_CN}]?| 廿 [{_CN}]?)?|[正冬腊] 月(?: 初 [{_CN}十]| 二 十 [{_CN}]?| 十 [{_CN}]?| 三 十| 廿 [{_CN}]?| \d{{1,2}}(?! [日号]))?|[{_CN}十]{{1,2}} 月 初 [{_CN}十](?! [日号])", readings.lunar_day),
    Word("lunar-day", rf"初 [{_CN}十](?= [至到-] (?:初|正 月))", lambda s: Partial("d", month=1, day=readings.number(s), lunar=True)),
    Word("lunar-number", rf"初 [{_CN}十]|廿 (?:[{_CN}](?! [日号])|(?! [{_CN}日号]))|(?<=[月至到—、])(?:[二三] 十|十)[{_CN}]?(?! [{_CN}日号个月年点时天岁名人万元多几余])|(?<=月)[{_CN}](?! [{_CN}十日号个月年点时天])", readings.number, starts=False),
    Word("lunar-day", rf"(?:大 年|年|春 节) 初 [{_CN}十]|大 年 十 [{_CN}]", readings.new_year_day),
    # months, days
    Word("month", rf"{_M} 月 份?(?! [龄球饼票薪嫂亮街兰]| 天(?! 气)| 花 广)|元 月 份?", readings.month),
    Word("month", "(?:(?:上 上|上|下 下|下) 一? 个?|这 个?|本|当|次|同|翌) 月(?! [龄球饼票薪嫂亮街兰]) 份?", readings.relative("months", "m")),
    Word("month-day", r"(?<=[-—–－~～至到])\s?(?:1[012]|0?[123456789])[./](?:3[01]|[12]\d|0?[123456789])(?![\d%％./])", readings.month_day, starts=False),
    Word("span", "(?:今 明|昨 今|明 后) [两二2] [天日年]|明 后 天", readings.two),
    Word("span", "今 冬 明 春", lambda _: Span2(Partial("q", segment="winter", years=0), Partial("q", segment="spring", years=1))),
    Word("span", "[上下] (?:一|一? 个) (?:小 时|分 钟)", readings.this_hour),
    Word("first-part", rf"(?:(?<=年)|(?<=年\s))前 (?:[二三两23] (?:个 )?季 度|(?:[二三四五六七八九十两]|十 一|1[01]|[23456789]) (?:个 )? 月(?! [{_CN}\d]))", readings.first_part, starts=False),
    Word("first-part", r"前 [三两23] 季 度|(?<![一-鿿])前 (?:[四五六七八九十]|十 一|1[01]|[456789]) 个 月", readings.first_part),
    Word("span", r"(?<!\d)20\d\d\s?[-/]\s?(?:20)?\d\d 学 年 ?度?", readings.school_year),
    Word("day", "现 在(?= (?:起|开 始|至|到))|今(?= 起)", lambda _: Partial("d", days=0)),
    Word("day", "(?<=[至到迄])今(?! [年天日晚晨夜明春夏秋冬])", lambda _: Partial("d", days=0), starts=False),
    Word("days", rf"{_AMOUNT} 日(?= (?:之|以)? 内)|[数几两] 日(?= (?:之|以)? [后前])", readings.length),
    Word("day", rf"{_D} 日(?! (?:三 餐|游|之 计|千 里|以 上|元(?! [宵旦])))|(?<![路街巷弄道村幢栋座组〕字初终]){_D} 号(?! (?:[矿线楼店院门馆桌机床井站厅室码库房厂台宿闸泵炉组洞窗”』」营柜展位车通岗桥坝棚坑墓窑仓舱港渠沟带]|公 寓|文(?! 艺)|地(?! [点方铁区质])|田(?! 径)|塘|圃|令|公 告|[强弱]? 冷 空 气|[冰雪球赛泳田训运操广剧浴] [场池道院]|[检登安候取售卖] [票机检车] [口厅处]|[出入路] 口|种 子|选 手|球 员|球 衣|卫 星|火 箭|飞 船|病 例|患 者|标 段|地 块|煤 矿|多 功 能|教 [学室]|实 验|隧 道|码 头|看 台|首 长|信 箱|提 案|议 案|决 议|文 件|通 知|会 [议场]|报 告 厅|停 车|运 动 员|杆|塔|桩|墩|柱|管|阀|考 [场点]|摊|铺|灶|电 池|病 [区房]|染 色 体|签|[汽柴] 油|胡 同|展 品|作 品|候 选|嘉 宾|技 师|高 炉|电 梯|航 天 员|宿 舍))", readings.day),
    Word("day", r"[今明昨] [(] (?:3[01]|[12]\d|0?[123456789]) [日号]? [)] [日天]|[今明昨] [日天] [(] (?:3[01]|[12]\d|0?[123456789]) [日号]? [)](?! [日天])", readings.day_and_number),
    Word("day", "(?:大 )?[前后] 天(?! [性空]| 下(?! [午周个班]))|[今明昨] (?:天(?! [性空]| 更 加| 会? 更 [美好]| 下(?! [午周个班]))|日(?! 头)|晚|早|晨|夜)|[前后] (?:晚|夜)(?! [期市班场色])|(?:次|翌|即) 日|当 (?:晚|夜)|第 二 天|次 晨|(?:前|(?<!最)后) 一 (?:天|晚)|即 日|(?<![至迄如当现古而自在于从])今(?= [于在])|(?<![如日])昨(?= [于在])|[今明昨] 儿 个?", readings.relative_day),
    # weeks
    Word("about-weekday", _ABOUT_WEEKDAY, readings.relative_weekday),
    Word("weekdays", rf"{_WEEK} {_WD}(?: [、,/] {_WD}(?! [点时个月年楼]| \d(?!\d?\s?[:点时])))+(?: [和及与] {_WD}(?! [点时个月年]))?|{_WEEK} {_WD}(?: {_WD}(?! [点时分年月十]))+|{_WEEK} {_WD} [和及与] {_WD}(?! [点时个])", readings.weekdays),
    Word("weekday", rf"{_WEEK} {_WD}(?! [均岁年次节期更])", readings.weekday),
    Word("weekend", "(?:(?:(?:上 上|上|下 下|下) 个?|这 个?|本|今) )?(?:(?:周|星 期) 末|双 休 日)", readings.weekend),
    Word("week", "(?:(?:上 上|上|下 下|下) 一? 个?|这 一? 个?|本|当) (?:周(?! [岁年])|星 期|礼 拜)", readings.relative("weeks", "w")),
    Word("workdays", "工 作 日|周 中|平 日", lambda _: (1, 2, 3, 4, 5)),
    # parts
    Word("third", "上 中 旬|中 下 旬", lambda s: Partial("x", segment="12" if s[0] == "上" else "23")),
    Word("third", "[上中下] 旬", readings.segment),
    Word("month-part", "月 [初中底末]", readings.segment),
    Word("month-start", "[初底末]|中(?= [旬期,，。、；])", readings.segment, starts=False),
    Word("year-part", "年 [初中底末头终](?! [级])|岁 末", readings.year_part),
    Word("half-year", "[上下前后] 半 年", readings.half),
    Word("quarter", "[Qq][1234](?![\\d%])|第? [一二三四1234] (?:个 )?季 ?度(?! 假)|[首本上下这末] (?:个 )?季 ?度|第 [一二三四1234] 季(?! [度后军节])", readings.quarter),
    Word("half-year", "[今去明] [春夏秋冬](?! [季天节])", readings.year_season),
    Word("season", "[早初仲盛晚深暮孟] [春夏秋冬]|[春夏秋冬] [季天]", readings.season),
    # holidays
    Word("feast", feasts.PATTERN, readings.feast),
    # the part of the day, clocks
    Word("zone", "北 京 时 间|新 疆 时 间|东 京 时 间|首 尔 时 间|纽 约 时 间|美 东 时 间|伦 敦 时 间|巴 黎 时 间|莫 斯 科 时 间|乌 鲁 木 齐 时 间|(?:UTC|GMT)(?:[+-]\\d{1,2})?|格 林 尼 治 时 间|世 界 时", readings.zone),
    Word("part", rf"[早晚](?= {_H} [点时:])", readings.part),
    Word("part", "|".join(k for k in readings.HALFDAY if k not in ("当 晚", "今 晚")), readings.part),
    Word("part", "[早晚晨夜午](?! [些场班市跑景校盘餐饭报色霞操]| 会(?! [议谈见]))", readings.part, starts=False),
    Word("clock", r"(?<![\d:.])(?:1[012]|0?[123456789])(?::[012345]\d)?\s?[AaPp]\.?[Mm](?![A-Za-z])\.?", readings.half_day_clock),
    Word("clock", r"(?<!\d[:：])(?<![\d.．])(?:2\n?[01234]|[01]\n?\d|\d)\s?:\s?[012345]\d(?:\s?:\s?[012345]\d)?(?![\d:：])", readings.colon),
    Word("length", rf"{_AMOUNT} (?:个 )?半? (?:小 时|钟 头)(?: 半| {_AMOUNT} 分 ?钟?(?: {_AMOUNT} 秒)?| {_AMOUNT} 刻 钟)?", readings.length),
    Word("clock", rf"差 (?:{_MIN} 分 钟?|一 刻 钟?) (?:到 )?{_H} 点|{_H} 点 差 (?:{_MIN} 分|一 刻)", readings.to_the_hour),
    Word("clock", rf"{_H} [点时](?! [式论]| 一 线| [{_CN}〇\d]{{1,3}} ?(?:亿|万|%|个 百|级|度|倍|元|米|公|千|吨|折))(?! [代期装尚差间针段效速髦]|刻(?! 钟?[,，。]))(?: 半| 整| [一二三123] 刻|过? {_MIN} 分(?! 钟)(?: {_MIN} 秒)?|过? (?:[012345]\s?\d|[二三四五]?十[{_CN}]?|〇[{_CN}])(?! [\d.个天年月日项名家万亿元%]))?(?: [许整]| 左 右| 钟)?", readings.clock),
    # lengths
    Word("length", "一 整 (?:天|夜|周|年|个 月)|整 (?:天|夜|月)(?! [候色班])", lambda s: readings.length("一" + s[-1].replace("夜", "天"))),
    Word("hence", rf"再 过(?= {_AMOUNT} (?:个 )?半? {_UNIT})", readings.true),
    Word("length", rf"[{_CN}] [{_CN}] (?:个 {_UNIT}|(?!月){_UNIT})", lambda _: (("d", 0.0),)),
    Word("length", rf"(?:{_AMOUNT} (?:多 )?(?:个 )?半? {_UNIT}(?: 半(?! [年天月个小])| 零? {_AMOUNT} (?:个 )?(?:月|天|日|周|星 期|小 时|分 钟|分|秒))*)", readings.length),
    Word("days", rf"{_AMOUNT} 日(?! [报常光])", readings.length, starts=False),
    Word("past", rf"(?:(?<![一-鿿])|(?<=[的在较比从和与对]))前(?= {_AMOUNT} 个? ?{_UNIT})|(?<!以)上(?= [两三四五六七八九十几数\d]{{1,2}} 个? ?(?:周|星 期|月|年|季))|过 去 的?|最 近 的?|近(?= [0123456789一二两三四五六七八九十几数半])|此 前 的?|以 往", readings.true),
    Word("ahead", rf"(?<![以之然随今最天年月日号周时钟期会秒前])后(?= {_AMOUNT} 个? ?{_UNIT})|(?<!以)下(?= [两三四五六七八九十几数\d]{{1,2}} 个? ?(?:周|星 期|月|年|季))|未 来 的?|今 后 的?|(?<![天年月日号周时钟期会秒前])[以之] 后 的(?= {_AMOUNT} 个? ?{_UNIT})|之 后(?= [两三四五六七八九十几数\d]{{1,2}} 个? ?{_UNIT})|接 下 来 的?|往 后 的?", readings.true),
    # connecting words
    Word("to", "-{1,3}(?: >)?|直? 至|到|一 直 到|直 到|→", readings.true, starts=False),
    Word("number", r"(?<![\d.．A-Za-z])\d{1,4}(?= (?:(?:-{1,2}|[、,和与及至到]) \d{1,4} ){1,8}[日号月点时年])(?![.．\d])", readings.number),
    Word("number", rf"[{_CN}十]{{1,3}}(?= (?:(?:-{{1,2}}|[、和与及至到]) [{_CN}十]{{1,3}} ){{1,8}}[日号月点])", readings.number),
    Word("number", r"(?<=[-—–－~～至到.．])\d{1,2}(?![\d.．%％])(?! [个年天元万名])", readings.number, starts=False),
    Word("pause", "[,;；/|]", readings.true, starts=False),
    Word("and", "、|和|及|与|以 及|或", readings.true, starts=False),
    Word("closed", "闭 馆|休 馆|除 外|休 息|不 开 放|店 休|公 休|休 业|闭 园|停 业|暂 停|停 办|停 演|停 开", readings.true, starts=False),
    Word("inclusive", "[(] 含 (?:当 [天日]|本 [数日天])? [)]", readings.true, starts=False),
    Word("but", "除 了?(?= (?:每 )?(?:周|星 期))", readings.true),
    Word("outside", "(?:之|以)? 外", readings.true, starts=False),
    Word("holidays", "(?:法 定 )?节 假 日", readings.true, starts=False),
    Word("open", "[(【\\[〔]", readings.true, starts=False),
    Word("close", "[)】\\]〕]", readings.true, starts=False),
    Word("of", "的|之(?! [前后内间])", readings.true, starts=False),
    Word("from", "从|自|由|于", readings.true, starts=False),
    Word("until", r"截 至(?: 到)?|截 止 [到至]|截 止(?= \d)|(?:持 续|延 续) (?:到|至)|不 [迟晚] 于|[最至] [迟晚](?: 于)?(?= [\d〇一二三四五六七八九十今明后本下])|迄 至?", readings.true),
    Word("zone", "当 地 时 间", lambda _: Partial("c", zone=None), starts=False),
    Word("about", "前 后(?! 左)|左 右", readings.true, starts=False),
    Word("before", "(?:之|以) 前|前(?! [往来任夕后沿列身]| 提(?! [交出供前请报醒]))", readings.true, starts=False),
    Word("after", "(?:之|以) 后|后(?! [续来勤期半])", readings.true, starts=False),
    Word("begin", "开 始", readings.true, starts=False),
    Word("onward", "起(?! [来点草诉身码价程飞运降重讫伏步航哄])|始|以 来", readings.true, starts=False),
    Word("within", "(?:之|以) 内|内|里", readings.true, starts=False),
    Word("during", "(?:小 长 假|长 假|假 期|假 日|黄 金 周)(?: 期 间)?|期 间", readings.true, starts=False),
    Word("eve", "前 夕|前 夜", readings.true, starts=False),
    Word("same-day", "[当同] [天日]|那 天|这 天", lambda _: Partial("d", days=0, spoken=True)),
    Word("everyday", "每 [天日]|每 (?=[晚早])", readings.true),
    Word("every-week", "每 个? (?:周|星 期|礼 拜)(?! [一二三四五六日天末](?! [次节场期更轮回顿]))", readings.true),
    Word("every-month", "每 个? 月(?: 份)?(?: 逢)?", readings.true),
    Word("every-year", "每 年", readings.true),
    Word("every-quarter", "每 个? 季 度", readings.true),
    Word("every-other-week", rf"[单双] 周(?= {_WEEK} {_WD})|(?:每 )?隔 一? (?:(?={_WEEK} {_WD})|{_WEEK})", readings.true),
    Word("every-other", "每? 隔 一? [天日]", readings.true),
    Word("every", r"每 逢|每(?= (?:[周星礼工\d两三四五六七八九十半]|个 [周星礼工]|双 休)) 个?|每 隔|逢(?= [周星礼双单每])", readings.true),
    Word("for", "为 期|历 时|持 续|连 续|会 期|展 期 [:为]?|时 长", readings.true),
    Word("nth-day", rf"第 (?:[{_CN}十]{{1,3}}|\d{{1,2}}) (?:天|日)|最 后 一 (?:天|日)|首 日|末 日(?! 狂)", lambda s: -1 if s[0] in "最末" else 1 if s[0] == "首" else (readings.ints(s) or [0])[0], starts=False),
    Word("nths", rf"第 (?:[{_CN}]|\d)(?: [、和及与] 第? (?:[{_CN}]|\d))+ 个? (?:周 的?)?(?= {_WEEK} {_WD})", lambda s: tuple(readings.ints(s)), starts=False),
    Word("nth-week", rf"(?:第 (?:[{_CN}十]{{1,3}}|\d{{1,2}})|最 后 一) 个? (?:周|星 期)(?! [一二三四五六日天末年岁])", lambda s: -1 if s[0] == "最" else (readings.ints(s) or [0])[0], starts=False),
    Word("nth", rf"第 (?:[{_CN}]|\d) 个?|最 后 一? 个?|首 个", lambda s: -1 if s[0] == "最" else 1 if s[0] == "首" else (readings.ints(s) or [0])[0], starts=False),
    Word("weekday-letter", r"(?<=[(（])\s?[一二三四五六日](?=\s?[)）])|(?<=[、,，和及与至到—–\-])[一二三四五六日](?! [点时个月年日号楼期项是要天名]| \d(?!\d?\s?[:点]))", readings.weekday, starts=False),
    Word("vague", "寒 假|暑 假|春 运|节 前(?! [夕])|节 后|年 前(?= [，。、；完将])|年 后(?= [，。、；将])|这 两 天|这 几 天|前 几 天|前 些 (?:天|日 子)|近 日|日 前|近 期|近 来|不 日|前 不 久|不 久 前|目 前|(?<![出呈体表实展再])现 在|眼 下|此 刻|刚 才|刚 刚|马 上(?! 就)|立 刻|这 会 儿", readings.vague),
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
