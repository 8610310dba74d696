"""The words of the interface, Chinese and English side by side: one row a phrase.

What people printed is never translated; only our own words are. `{name}` stands for what is filled in.
"""

from __future__ import annotations

from feeds.publishing import words as published

#: BCP 47 tag of each interface, by the short name used in ?lang= and in the cookie.
TAGS = {"zh": "zh-Hans", "en": "en"}

WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "skip": ("跳到正文", "Skip to content"),
    "nav": ("主导航", "Main"),
    "calendar": ("活动", "Events"),
    "news": ("新闻", "News"),
    "subscribe": ("订阅", "Subscribe"),
    "try": ("试读", "Try"),
    "about": ("关于", "About"),
    "review": ("审校", "Review"),
    "other_language": ("English", "中文"),
    "footer": (
        "每一条都能查到它出自哪一句话。",
        "Every entry says which sentence it was read from.",
    ),
    "opml": ("全部订阅源（OPML）", "All feeds (OPML)"),
    "comma": ("、", ", "),
    "more": ("更多", "More"),
    "back_home": ("回到首页", "Back to the front page"),
    # searching
    "search": ("搜索", "Search"),
    "search_hint": ("活动、地点、主办方……", "Event, place, organiser …"),
    "days_ahead": ("{count} 天后", "in {count} days"),
    "days_ago": ("{count} 天前", "{count} days ago"),
    "quick": ("快选", "Quick choices"),
    "quick_today": ("今天", "Today"),
    "quick_week": ("七天内", "Next 7 days"),
    "quick_month": ("三十天内", "Next 30 days"),
    "filters": ("筛选", "Filters"),
    "place": ("地点", "Place"),
    "category": ("类别", "Category"),
    "source": ("来源", "Source"),
    "language": ("语言", "Language"),
    "kind": ("性质", "Kind"),
    "status": ("状态", "Status"),
    "from": ("自", "From"),
    "to": ("至", "To"),
    "confidence": ("可信度不低于", "Confidence at least"),
    "any": ("不限", "Any"),
    "apply": ("应用", "Apply"),
    "clear": ("清除全部", "Clear all"),
    "remove_filter": ("去掉筛选：{name}", "Remove filter: {name}"),
    "found": ("{count} 项活动", "{count} events"),
    "found_one": ("1 项活动", "1 event"),
    "found_news": ("{count} 篇报道", "{count} articles"),
    "found_news_one": ("1 篇报道", "1 article"),
    # the agenda
    "now_on": ("正在进行", "On now"),
    "coming": ("即将到来", "Coming up"),
    "earlier": ("此前", "Earlier"),
    "matching": ("所选日期", "In these days"),
    "nothing_coming": (
        "眼下没有已知的新活动；下面是最近的几项。新的一登报，订阅者就会看到。",
        "Nothing new is known to be coming; below is what was last. "
        "Subscribers see the next one as soon as it is printed.",
    ),
    "nothing_found": ("没有符合条件的活动。", "No event matches."),
    "nothing_yet": (
        "还没有读过任何页面。用 feeds ingest 读入第一页，或先在“试读”里看看效果。",
        "No page has been read yet. Read the first with feeds ingest, or see on “Try” what comes out.",
    ),
    "today": ("今天", "Today"),
    "tomorrow": ("明天", "Tomorrow"),
    "some_day": ("日期未定", "No day yet"),
    "undated": ("日期不详", "Undated"),
    "latest_news": ("最近读到的报道", "Latest articles"),
    "all_news": ("全部报道", "All articles"),
    "show_later": ("显示更多", "Show more"),
    # kinds of things, as badges
    "event": ("活动", "Event"),
    "deadline": ("截止", "Deadline"),
    "opening": ("开幕", "Opens"),
    "closing": ("闭幕", "Closes"),
    "confirmed": ("如期", "Confirmed"),
    "tentative": ("暂定", "Provisional"),
    "cancelled": ("已取消", "Cancelled"),
    "postponed": ("已推迟", "Postponed"),
    "moved": ("已改期", "Moved"),
    "hidden": ("已隐藏", "Hidden"),
    # one event
    "when": ("时间", "When"),
    "where": ("地点", "Where"),
    "organizer": ("主办", "Organiser"),
    "contact": ("联系", "Contact"),
    "price": ("费用", "Price"),
    "link": ("链接", "Link"),
    "next_time": ("下一次：", "Next:"),
    "previously": ("原定", "Previously"),
    "read_from": ("出处", "Read from this sentence"),
    "read_from_many": ("出处（{count} 处）", "Read from these {count} sentences"),
    "in_article": ("在原文中查看", "See it in the article"),
    "printed": ("{source}，{day}", "{source}, {day}"),
    "add_one": ("加入日历（.ics）", "Add to calendar (.ics)"),
    "add_google": ("加入 Google 日历", "Add to Google Calendar"),
    "legend": ("标记", "Marked"),
    "mark_title": ("名称", "title"),
    "mark_start": ("时间", "time"),
    "mark_place": ("地点", "place"),
    "mark_status": ("状态", "status"),
    "history": ("变更记录", "History"),
    "first_seen": ("首次读到", "First seen"),
    "sequence": ("第 {number} 版", "Revision {number}"),
    "was": ("原为", "was"),
    "became": ("改为", "became"),
    "nothing": ("无", "nothing"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "merged": ("并入", "Merged"),
    "merged_into": ("并入", "Merged into"),
    "split": ("拆出", "Split off"),
    "part_of": ("所属活动", "Part of"),
    "programme": ("日程", "Programme"),
    "why": ("程序为什么这样读", "Why it was read this way"),
    "sure": ("可信度 {percent}%", "{percent}% confident"),
    "rules": ("用到的规则", "Rules that fired"),
    "no_rules": ("没有记录规则。", "No rules were recorded."),
    "why_article": ("这篇文章是怎样读的", "How this article was read"),
    "why_lead": (
        "用今天的规则把这一页重读一遍：认出了什么，凭哪条规则，哪些带日期的话不算活动，为什么。",
        "The page read again by today's rules: what was found, by which rules, and which dated phrases "
        "are no events, and why.",
    ),
    "why_gone": ("这篇文章的原页已不在库中。", "The page of this article is no longer stored."),
    "rejected": ("读到但不是活动", "Read, and no event"),
    "by_person": ("由 {who} 更正", "Corrected by {who}"),
    "by_person_field": ("{field}：由 {who} 更正", "{field}: corrected by {who}"),
    "field": ("字段", "Field"),
    "phase": ("阶段", "Phase"),
    "title": ("名称", "Title"),
    "start": ("开始", "Start"),
    "end": ("结束", "End"),
    "categories": ("类别", "Categories"),
    "url": ("链接", "Link"),
    "uid": ("编号", "Identifier"),
    "opens_only": (
        "报道只给出了开幕的时间。",
        "Only the moment of opening was printed.",
    ),
    "closes_only": ("报道只给出了闭幕的时间。", "Only the moment of closing was printed."),
    # one article
    "events_here": ("文中的活动", "Events in this article"),
    "no_events_here": ("文中没有读出活动。", "No event was read from this article."),
    "by": ("文：{names}", "By {names}"),
    "original": ("查看原页", "The original page"),
    "first_read": ("读入时间", "Read"),
    "licence": ("许可", "Licence"),
    "not_shown": (
        "这个来源只允许显示标题和链接。",
        "This source lets only its headline and link be shown.",
    ),
    # subscribing
    "subscribe_lead": (
        "订阅一次，之后的活动会自己出现在您的日历里；改期、取消也会跟着更新。",
        "Subscribe once; what comes next appears in your calendar by itself, and moves when it is moved.",
    ),
    "subscribe_these": ("订阅当前所见", "Subscribe to exactly this"),
    "archives": ("较早的月份", "Earlier months"),
    "archives_lead": (
        "订阅地址装不下的旧内容按月另存，可一次性导入日历或下载。",
        "What no longer fits the feed is kept by month, to be imported or downloaded once.",
    ),
    "subscribe_page": ("其他应用、二维码", "Other apps, QR code"),
    "in_calendar": ("在日历应用中打开", "Open in calendar app"),
    "your_app": ("选择您的应用", "Choose your app"),
    "address": ("订阅地址", "Address"),
    "copy": ("复制", "Copy"),
    "copied": ("已复制", "Copied"),
    "scan": ("用手机扫码订阅", "Scan with a phone"),
    "qr_alt": ("{title} 的二维码", "QR code of {title}"),
    "scan_note": ("二维码里是 webcal 地址。", "The code holds the webcal address."),
    "delay": ("更新间隔：{delay}", "Updates {delay}"),
    "apple": ("苹果日历（iPhone、iPad、Mac）", "Apple Calendar (iPhone, iPad, Mac)"),
    "apple_delay": ("默认每周到每小时，可在设置中调", "hourly to weekly, as set on the device"),
    "apple_how": ("点开后确认即可。", "Open it and confirm."),
    "google": ("Google 日历", "Google Calendar"),
    "google_delay": ("每 8 至 24 小时，不可调", "every 8 to 24 hours; cannot be set"),
    "google_how": (
        "在电脑上打开，点“添加”；手机上随后也会出现。",
        "Open on a computer and press Add; it then shows on the phone too.",
    ),
    "outlook": ("Outlook.com", "Outlook.com"),
    "outlook_delay": ("约每 3 小时，有时超过 24 小时", "about every 3 hours, at times over 24"),
    "outlook_how": ("登录后点“导入”。", "Sign in and press Import."),
    "office": ("Microsoft 365（单位或学校）", "Microsoft 365 (work or school)"),
    "office_delay": ("约每 3 小时，有时超过 24 小时", "about every 3 hours, at times over 24"),
    "office_how": ("登录后点“导入”。", "Sign in and press Import."),
    "thunderbird": ("Thunderbird", "Thunderbird"),
    "thunderbird_delay": ("默认每 30 分钟", "every 30 minutes unless set"),
    "thunderbird_how": (
        "文件 → 新建 → 日历 → 在网络上，粘贴上面的地址。",
        "New calendar → On the network, then paste the address above.",
    ),
    "android": ("安卓（ICSx⁵）", "Android (ICSx⁵)"),
    "android_delay": ("每小时至每周，在应用里选", "hourly to weekly, chosen in the app"),
    "android_how": (
        "先装 ICSx⁵（F-Droid 或应用商店），再点开。",
        "Install ICSx⁵ (F-Droid or a store) first, then open.",
    ),
    "any_app": ("其他应用", "Any other app"),
    "any_app_how": (
        "凡能“按网址订阅日历”的应用，都粘贴上面的地址。",
        "Paste the address above into any app that subscribes by address.",
    ),
    "any_delay": ("建议每 {hours} 小时", "every {hours} h, as we suggest"),
    "open": ("打开", "Open"),
    "unreachable": (
        "它们从外部抓取，够不到 {host}。需要一个公网地址，或用 feeds export 把文件放到公网上。",
        "They fetch from outside and cannot reach {host}. "
        "They need a public address, or the files of feeds export on a public server.",
    ),
    "local_only": (
        "地址 {host} 只有这台电脑能打开；手机要订阅，请用 feeds serve --lan。",
        "Only this computer can open {host}; for a phone, run feeds serve --lan.",
    ),
    "lan_only": (
        "地址 {host} 只在同一网络里能打开：同一 Wi-Fi 下的手机和电脑可以订阅。",
        "{host} opens inside your own network only: phones and computers on the same Wi-Fi can subscribe.",
    ),
    "should_show": ("您的应用现在应当显示", "What your app should show now"),
    "should_show_lead": (
        "订阅后对照一下；若不一致，多半是应用还没有更新。",
        "Compare after subscribing; if it differs, the app has most likely not refreshed yet.",
    ),
    "should_show_none": ("这个订阅源现在是空的。", "This feed is empty now."),
    "and_more": ("另有 {count} 项", "and {count} more"),
    "feeds": ("订阅源", "Feeds"),
    "all_feeds": ("全部订阅源", "All feeds"),
    "readers": ("在阅读器中订阅", "Follow in a reader"),
    "readers_lead": (
        "RSS、Atom 或 JSON Feed，任何阅读器都行。",
        "RSS, Atom or JSON Feed: any reader will do.",
    ),
    "formats": ("其他格式", "Other formats"),
    "embed": ("嵌入网页", "Put it on your own page"),
    "embed_lead": (
        "把这段代码贴进网页，列表会自己更新。",
        "Paste this into a page; the list keeps itself current.",
    ),
    "embed_plain": ("无脚本、无框架的列表片段", "A bare list without frame or script"),
    "embed_preview": ("预览", "Preview"),
    "content_events": ("日历与列表", "Calendar"),
    "content_news": ("报道", "Articles"),
    "content_announced": ("新公布的活动", "Newly announced"),
    "content_soon": ("即将开始", "Starting soon"),
    "content_changed": ("改期与取消", "Moved and cancelled"),
    # trying
    "try_title": ("试读一页", "Try a page"),
    "try_lead": (
        "贴上一页报纸、通知或节目单，看看会读出什么。内容不会保存。",
        "Paste a newspaper page, a notice or a programme and see what is read from it. Nothing is stored.",
    ),
    "try_text": ("页面文字", "The page"),
    "try_file": ("或选择文件", "Or choose a file"),
    "try_drop": ("也可以把文件拖到这里。", "You can drop a file here, too."),
    "try_formats": ("文本、HTML 等，最大 {size} MB。", "Text, HTML and more, up to {size} MB."),
    "try_published": ("刊发日期（可不填）", "Publication date (optional)"),
    "try_read": ("读一读", "Read it"),
    "try_nothing": ("请先贴上文字或选择文件。", "Paste some text or choose a file first."),
    "try_again": ("再试一页", "Try another"),
    "try_found": ("读出 {articles} 篇文章、{events} 项活动", "Articles read: {articles}. Events: {events}."),
    "try_published_given": ("刊发日期：{day}（由您给出）", "Published {day} (given by you)"),
    "try_published_printed": ("刊发日期：{day}（印在页面上）", "Published {day} (printed on the page)"),
    "try_published_inferred": ("刊发日期：{day}（推断）", "Published {day} (inferred)"),
    "try_published_none": (
        "看不出刊发日期，年份可能不准。",
        "Nothing tells when it was published; years may be wrong.",
    ),
    "try_events": ("活动", "Events"),
    "try_articles": ("文章", "Articles"),
    "try_problems": ("没能确定的", "What could not be settled"),
    "try_rejections": ("读到日期但不是活动的", "Dated phrases that are no events"),
    "try_none": ("没有读出活动。", "No event was read."),
    "try_busy": ("正忙，请稍候再试。", "Busy; please try again in a moment."),
    "try_often": ("试得太多了，请等 {seconds} 秒。", "Too many pages; wait {seconds} seconds."),
    "try_too_large": ("太大了：最多 {size} MB。", "Too large: {size} MB at most."),
    # about
    "about_title": ("关于本站", "About this site"),
    "about_lead": (
        "本站读当地的报纸、通知和节目单，找出什么时候、在哪里、有什么事，"
        "并把它们做成可以订阅的日历和新闻源。每一条都注明出自哪篇文章的哪一句；后来的报道改了期，日历也跟着改。",
        "This site reads what local papers, offices and clubs print, finds what happens when and where, and "
        "publishes it as calendars and feeds. Every entry names the sentence it was read from; "
        "when a later page moves an event, the calendars move too.",
    ),
    "sources": ("来源", "Sources"),
    "articles_count": ("文章", "Articles"),
    "events_count": ("活动", "Events"),
    "newest_issue": ("最新一期", "Newest issue"),
    "last_change": ("最近变更", "Last change"),
    "never": ("尚无", "never"),
    "state_ok": ("正常", "Fine"),
    "state_partly": ("部分读到", "In part"),
    "state_failing": ("读不到", "Failing"),
    "state_never_read": ("还没读过", "Not read yet"),
    "next_reading": ("下次读取", "Next"),
    "running": ("运行状态", "Status"),
    "version": ("版本", "Version"),
    "generation": ("存储代次", "Store generation"),
    "zone": ("时区", "Time zone"),
    # the review desk
    "review_this": ("读错了？在审校台更正", "Misread? Correct it at the review desk"),
    "review_title": ("审校台", "Review desk"),
    "review_lead": (
        "读得没把握的，和页面刚改过的，在这里请人看一眼。您说的话优先于任何页面，也随时可以收回。",
        "What was read with doubt, and what a page has just changed. Your word wins over every page, "
        "and can be taken back.",
    ),
    "review_who": ("您的名字（记入变更记录）", "Your name (it goes into the history)"),
    "review_password": ("密码", "Password"),
    "review_login": ("登录", "Sign in"),
    "review_logout": ("退出", "Sign out"),
    "review_wrong": ("名字或密码不对。", "The name or the password is wrong."),
    "review_wait": ("试得太多了，请等 {seconds} 秒。", "Too many tries; wait {seconds} seconds."),
    "review_expired": ("登录已过期，请重新登录后再试。", "Your session has ended; sign in and repeat what you did."),
    "review_waiting": ("待看", "Waiting"),
    "review_recent": ("本周新增", "New this week"),
    "review_hidden": ("已隐藏", "Hidden"),
    "review_problems": ("疑难", "Problems"),
    "review_problems_lead": (
        "读页面和来源时没能确定的事，新的在前。",
        "What could not be settled while reading pages and sources, the newest first.",
    ),
    "review_empty": ("都看过了。", "Nothing waits."),
    "review_doubtful": ("可信度 {percent}%，未公布", "{percent}% confident, not published"),
    "review_changed": ("页面改了", "Changed by a page"),
    "review_accept": ("认可", "Accept"),
    "review_correct": ("更正", "Correct"),
    "review_hide": ("隐藏", "Hide"),
    "review_show": ("恢复显示", "Show again"),
    "review_cancel": ("标为取消", "Mark as cancelled"),
    "review_undo": ("撤销", "Undo"),
    "review_save": ("保存更正", "Save the corrections"),
    "review_because": ("理由（可不填）", "Why (optional)"),
    "review_times": (
        "写成 2025-01-18 或 2025-01-18T10:30；结束填最后一天。",
        "Written 2025-01-18 or 2025-01-18T10:30; the end is the last day.",
    ),
    "review_acts": ("人工记录", "What people did"),
    "review_no_acts": ("还没有人动过。", "Nobody has touched it."),
    "review_undone": ("已由 {who} 撤销", "taken back by {who}"),
    "review_same": ("其实是同一件事", "This is the same happening as"),
    "review_merge": ("合并到它", "Merge into it"),
    "review_split_lead": ("其中几句说的是另一件事", "Some of these speak of another happening"),
    "review_split": ("拆分出来", "Split them off"),
    "review_public": ("公开页面", "Public page"),
    "review_did_hide": ("隐藏", "hid it"),
    "review_did_show": ("恢复显示", "showed it again"),
    "review_did_accept": ("认可", "accepted it"),
    "review_did_merge": ("并入了另一项", "merged another into it"),
    "review_did_split": ("拆出了一项", "split one off it"),
    "review_done_accept": ("已认可：{title}", "Accepted: {title}"),
    "review_done_hide": ("已隐藏：{title}", "Hidden: {title}"),
    "review_done_show": ("已恢复：{title}", "Shown again: {title}"),
    "review_done_cancel": ("已标为取消：{title}", "Marked as cancelled: {title}"),
    "review_done_correct": ("已更正：{title}", "Corrected: {title}"),
    "review_done_merge": ("已合并：{title}", "Merged: {title}"),
    "review_done_split": ("已拆分：{title}", "Split: {title}"),
    "review_done_undo": ("已撤销：{title}", "Taken back: {title}"),
    "review_keys": (
        "键盘：j 下一项，k 上一项，a 认可，c 更正，h 隐藏，u 撤销",
        "Keys: j next, k previous, a accept, c correct, h hide, u undo",
    ),
    "review_page": ("录入一页", "Add a page"),
    "review_page_lead": (
        "贴上一页或拖入文件，先看读出了什么，改好再公布。",
        "Paste a page or drop a file, see what is read from it, correct that, then publish.",
    ),
    "review_page_name": ("页面名称", "Name of the page"),
    "review_page_source": ("来源", "Source"),
    "review_page_own": ("不属于已有来源", "None of these"),
    "review_page_look": ("看看读出什么", "See what is read"),
    "review_page_keep": ("公布", "Publish this"),
    "review_page_publish": ("保存并公布", "Store and publish"),
    "review_page_done": (
        "已保存：新增 {articles} 篇文章，{events} 项活动。",
        "Stored. New articles: {articles}; new events: {events}.",
    ),
    "review_page_known": ("这一页已经读过，没有变化。", "This page was read before; nothing changed."),
    "rrule": ("重复规则", "Recurrence"),
    # errors
    "error_404": ("没有这一页", "No such page"),
    "error_404_lead": (
        "“{path}”不存在。也许它改了名，也许地址里有错字。",
        "There is no “{path}”. It may have been renamed, or mistyped.",
    ),
    "error_404_feeds": ("这些订阅源都在：", "These feeds exist:"),
    "error_403": ("不能这样做", "This is not allowed"),
    "error_400": ("这个请求看不懂", "This request could not be understood"),
    "error_400_parameter": ("参数 {parameter} 有误", "The parameter {parameter} is wrong"),
    "error_413": ("太大了", "Too large"),
    "error_429": ("请求太频繁", "Too many requests"),
    "error_500": ("出错了", "Something went wrong"),
    "error_500_lead": (
        "问题在我们这边，已经记入日志。",
        "The fault is ours, and it has been logged.",
    ),
    "error_503": ("暂时无法服务", "Not available just now"),
    "error_405": ("这里不支持这种请求", "This address does not answer such requests"),
}


def word(language: str, key: str, **values: object) -> str:
    """The phrase in the language of the interface.

    >>> word("en", "found", count=3)
    '3 events'
    """
    phrase = WORDS[key][0 if language == "zh" else 1]
    return phrase.format(**values) if values else phrase


def choose(asked: str | None, remembered: str | None, accepted: list[str], default: str) -> str:
    """The interface's language: ?lang=, then the cookie, then the browser's, then the site's.

    >>> choose(None, None, ["ru", "en-GB", "zh-CN"], "zh-Hans")
    'en'
    """
    for tag in (asked, remembered, *accepted, default):
        short = (tag or "").partition("-")[0].lower()
        if short in TAGS:
            return short
    return "en"


#: Categories as the reading names them, in the reader's words.
CATEGORIES: dict[str, tuple[str, str]] = {name: (said[0], said[2]) for name, said in published.CATEGORIES.items()}
