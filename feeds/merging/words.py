"""The words that name no happening in particular, by language: two titles that share only these share nothing.

New wording is a new word in its table; the order does not matter.
"""

from __future__ import annotations

_HAN = """
活动 系列活动 主题活动 文化 旅游 文旅 艺术 体育 群众 全民 健身 庆典 庆祝 仪式 启动仪式 颁奖仪式 签约仪式 揭牌仪式
会 会议 大会 例会 全会 年会 座谈会 研讨会 报告会 发布会 新闻发布会 说明会 推介会 招聘会 专场招聘会 见面会
领队会 领队会议
动员会 听证会 交流会 分享会 读书会 故事会 茶话会 联欢会 运动会 培训会 培训 培训班 音乐会 演唱会 晚会 演出 展演 汇演
首演 公演 讲座 公益讲座 论坛 沙龙 课堂 公开课 课 展 展览 画展 书画展 摄影展 博览会 展销会 交易会 集市 市集 庙会 夜市
节 文化节 艺术节 旅游节 美食节 比赛 大赛 竞赛 联赛 锦标赛 邀请赛 挑战赛 争霸赛 决赛 半决赛 预赛 初赛 复赛 小组赛 赛 杯赛
电影 话剧 歌剧 舞剧 戏曲 相声 义诊 献血 无偿献血 体检 检查 报名 公示 拍卖 开标 竞价 停电 停水 检修
交通管制 临时交通管制
暑期 寒假 周末 公益 免费 线上 线下 现场 专场 主题 特别 首届 年度 全国 全省 全市 全县 全区
世界 国际 举办 举行 开展 开放日
活動 文化節 藝術節 音樂會 演唱會 講座 會議 座談會 研討會 說明會 展覽 書畫展 節 會 課程 比賽 大賽 決賽
演講 電影 戲劇 免費
元旦 新年 迎新 新春 迎新春 迎春 春节 元宵 元宵节 清明 端午 端午节 中秋 中秋节 国庆 国庆节 重阳 重阳节
三八 五一 五四 六一 七一 八一 十一 儿童节 妇女节 劳动节 建党节 建军节 教师节 文艺 文艺演出 文艺晚会 文艺汇演 团拜会
灯会 灯展 游园 游园会 年货节 灯谜 猜灯谜 亲子 趣味 春节联欢晚会 联欢晚会
春季 夏季 秋季 冬季
"""
#: Heads and fillers of Chinese titles.
GENERIC_HAN = frozenset(_HAN.split())
#: What may stand at the end of a name or be missing there without making it another happening.
TAILS_HAN = (
    *("系列活动", "主题活动", "活动", "活動", "赛事", "盛会", "盛典"),
    *("开幕式", "闭幕式", "开幕", "闭幕", "启幕", "闭幕会", "开幕会"),
)

#: A name that ends in one of these is whole; one of those behind it says the same once more.
HEADS_HAN = ("节", "節", "会", "會", "赛", "賽", "展", "马拉松", "跑", "走", "典", "集", "市", "坛", "营", "周", "夜")
SAME_HEADS = frozenset(("赛", "比赛", "竞赛", "大赛", "赛事", "大会", "盛会", "演出", "專場", "专场", "比賽", "大賽"))

#: What has a programme of its own, by the end of its name: a festival, a games, a congress; no exhibition, no service.
FESTIVALS_HAN = (
    *(
        "节",
        "節",
        "庙会",
        "廟會",
        "周",
        "季",
        "月",
        "赛",
        "賽",
        "运动会",
        "運動會",
        "大会",
        "大會",
        "年会",
        "论坛",
        "論壇",
    ),
    *("会议", "會議", "研讨会", "研討會", "博览会", "展会", "集", "营", "马拉松", "嘉年华", "嘉年華"),
)
_FESTIVALS = """
festival fest fair fete fayre week weekend conference congress symposium summit convention carnival games season days
tournament championships championship cup camp celebration celebrations retreat jubilee expo meeting
фестиваль конференция форум неделя дни съезд чемпионат фестивалі форумы апталығы
"""
FESTIVALS = frozenset(_FESTIVALS.split())

#: Of these there is one of a name, where of a play, a lecture or a meeting there are several.
ONCE_HAN = (
    "节",
    "節",
    "赛",
    "賽",
    "运动会",
    "運動會",
    "庙会",
    "廟會",
    "马拉松",
    "馬拉松",
    "博览会",
    "嘉年华",
    "嘉年華",
)
ONCE = FESTIVALS | {"rally", "regatta", "marathon", "triathlon", "race", "gala", "pageant", "parade", "derby", "ball"}

_WORDS = """
a an the of and or for at in on with by to from our your annual free public special open new
meeting meetings session concert festival market fair fete fayre club group society evening night afternoon morning
day days week weekend class classes course workshop workshops talk talks lecture show shows exhibition event events
service services council committee parish town village city county district board community family children kids
walk run race match game cup league final finals tournament training practice coffee lunch dinner party
closing opening ceremony deadline registration consultation hearing sale auction tour visit trip
в spring summer autumn fall winter christmas xmas easter halloween bonfire harvest may midsummer thanksgiving jubilee
monthly weekly annual big grand great little local big charity craft food book plant jumble car boot table top flower
produce quiz bingo carol carols bake cake coffee tea barbecue bbq picnic dance disco ceilidh parade procession
fireworks lights switch turkey trot fun run mini grand monday tuesday wednesday thursday friday saturday sunday
во на и с со к о об по для из у от за
концерт фестиваль выставка ярмарка спектакль лекция встреча праздник день дни вечер конкурс турнир матч мастер класс
экскурсия показ премьера открытие закрытие собрание заседание семинар форум городской областной
және мен концерті фестивалі көрмесі көрме жәрмеңке кездесу мереке күні кеші байқауы турнирі ойын ашылуы жиналыс
"""
#: Those of languages that put spaces between words.
GENERIC_WORDS = frozenset(_WORDS.split())
_PREPOSITIONS = "with by at in on for from featuring feat в на с для от"
#: After one of these a title only says more of the same happening.
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
_KINDS = """
concert recital dinner lunch supper breakfast workshop masterclass talk lecture tour walk auction raffle sale party
class course training practice meeting quiz parade procession service competition exhibition display reception gala
disco dance ceilidh screening reading launch briefing hearing festival fest fair fete fayre market carnival show
conference congress tournament race run match
"""
#: What happens, by the last word: a "festival concert" is not the festival, a "choir concert" is all the choir gives.
KINDS = frozenset(_KINDS.split())
#: Words that say nothing by themselves.
LITTLE = PREPOSITIONS | frozenset(("a", "an", "the", "of", "and", "our", "your", "s", "и", "мен", "және"))

#: Units after 第N: an ordinal of the happening itself, or of a part of it.
EDITION_UNITS = "届屆回"
PART_UNITS = "次场場轮輪期站讲講课課部集号號天日季组組批阶階"

_NO_TOWN = """
全 本 我 该 各 市 县 乡 镇 社 小 景 校 园 馆 厂 矿 山 灾 新 老 城 农 牧 超 集 股 夜 早 菜 门 都
开发 旅游 风景 度假 保护 工业 高新 自治 居民 商业
"""
#: What stands before 县, 区, 村 and makes no name with it: 景区, 城市, 开发区, 全县.
NO_TOWN = frozenset(_NO_TOWN.split())
