"""Changes that name no day, in Chinese: which happening, and what became of it. 冬捕节因故取消；讲座改在文化馆举行。"""

#: Of an article that has none of these nothing is read.
ANY = (
    r"取消|停办|不再|无法|不能|未能|顺延|延迟|提前|时间|改为|改到|改于|推迟|延期|暂缓|暂停|恢复|照常|如期|"
    r"改在|改为在|移至|移师|改至|另行|調整|调整|变更|變更|延後"
)

_NAME = r"(?:原定的?|原计划的?|拟举办的?|本次|此次)?(?P<title>[^，。；：！？、（）()\s]{2,32}?)"
_WHY = r"(?:[，,]?(?:因故|因[^，。；]{1,14}|由于[^，。；]{1,14}|受[^，。；]{1,14}影响))?[，,]?"
_NOW = r"(?:临时|决定|现|将|已|予以|宣布|须|需)*"
_HELD = r"(?:举[行办辦]|召开|開幕|开幕|进行|演出|开演)"
_PLACE = r"(?P<place>[^，。；：！？\s]{2,28}?)"
_STOP = r"(?=[。；，！（）()]|$)"
_MOVED = r"(?:改在|改为在|移至|移师|改至|調整至|调整至|调整到)"
_CHANGED = r"(?:调整|調整|变更|變更|更改|改)(?:为|至|到|在)"
_ONLINE = r"改为(?P<place>线上|网上|云端|室内)"
_WHICH = r"(?:开始|开赛|开幕|举[行办]|比赛|演出|活动|集合|出发|开场|签到|报到)?"
#: An hour, as `clock` reads it; the day it belongs to is told by nobody here.
_CLOCK = (
    r"(?:当[日天])?(?P<half>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚)?"
    r"(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})|[时点](?:整|(?P<past>半)|(?P<minutes>\d{1,2})分?)?)"
)
#: Where an hour stands, whatever is said of it.
CLOCK = r"(?:凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚)?\d{1,2}(?:[:：]\d{2}|[时点](?:整|半|\d{1,2}分?)?)"

#: (what became of it, how that is told). The name must be a happening's: it ends in one of the heads of events.py.
CHANGES = (
    ("cancelled", rf"{_NAME}{_WHY}{_NOW}(?<!不)(?:取消(?:举[行办])?|停办|不再举[行办]){_STOP}"),
    ("cancelled", rf"取消(?:举[行办])?(?:原定的?|本次|此次|今年的?)?(?P<title>[^，。；：！？、（）\s]{{2,32}}){_STOP}"),
    ("postponed", rf"{_NAME}{_WHY}{_NOW}(?:推迟|延期|延迟|暂缓|暂停|延後){_HELD}?(?![到至期间]){_STOP}"),
    ("postponed", rf"{_NAME}{_WHY}{_NOW}(?:无法|不能|未能)(?:如期|按期|按时|按原计划|正常){_HELD}{_STOP}"),
    ("postponed", rf"{_NAME}{_WHY}{_NOW}顺延(?:[一二两三1-3]?(?:周|天|日|个?星期))?{_HELD}?{_STOP}"),
    ("postponed", rf"{_NAME}的?{_HELD}?(?:的?具体)?(?:日期|时间)[^。；]{{0,6}}另行(?:通知|公告|确定)"),
    ("back on", rf"{_NAME}{_NOW}(?:恢复|照常|如期){_HELD}{_STOP}"),
    ("time", rf"{_NAME}的?{_WHICH}时间{_NOW}(?:由[^，。；]{{1,14}})?{_CHANGED}{_CLOCK}"),
    ("time", rf"{_NAME}{_WHY}{_NOW}(?:推迟|延迟|延后|提前|改)(?:至|到|为|在|于){_CLOCK}"),
    ("venue", rf"{_NAME}{_WHY}{_NOW}{_ONLINE}(?:方式)?{_HELD}?{_STOP}"),
    ("venue", rf"{_NAME}{_WHY}{_NOW}{_MOVED}{_PLACE}{_HELD}"),
    ("venue", rf"{_NAME}的?{_HELD}?(?:地点|会场|场地|场馆){_NOW}(?:由[^，。；]{{2,24}})?{_CHANGED}{_PLACE}{_STOP}"),
)

#: What is taken off a name: an address, an adverb.
LEAD = r"^(?:经[^，]{1,16}研究|经研究|决定|为此|故|目前|据悉|另|同时|并且?|原|今年的?|[我本][县市区校馆])+"
#: Names that are no happening's, though they end like one.
NOT = r"预约|订单|资格|限制|航班|列车|班次|收费|门诊|快递|服务$|考试资格|报名$"
