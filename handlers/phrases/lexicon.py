"""Every word that is recognised. Add a word here; the readers beside this file need no change for it.

In a table, a space inside a word may also be typed as a hyphen or left out.
"""

from collections.abc import Mapping

from domain.vocabulary import Category, Place, StudyType, WayOfEating
from handlers.phrases.daypart import HOUR, Part
from handlers.phrases.readings import Word
from handlers.phrases.terms import split_words

COMMANDS: Mapping[Word, tuple[str, ...]] = {
    Word.MEAL: split_words(
        "밥, 식사, 점심, 저녁, 아침, 야식, 점저, 아점, 브런치, 배달, 외식, 포장, 밥트너, 밥약, 밥친구, 끼니, 조식",
        "석식, 런치, 디너, 배고파, 테이크아웃, meal, meals, eat, eating, food, lunch, dinner, breakfast, brunch",
        "supper, snack, midnight snack, hungry, delivery, takeout, take out, takeaway, eat out, dine, order",
    ),
    Word.STUDY: split_words("공부, 스터디, 공트너, 모각코, 모각공, 코딩, 과제, study, studying, coding, homework"),
    Word.RANDOM: split_words("랜덤, 랜덤매칭, 매칭, 무작위, random, random match, match, matching, shuffle"),
    Word.CANCEL: split_words("취소, 신청취소, 모집취소, 매칭취소, 랜덤취소, 철회, cancel, withdraw"),
    Word.STATUS: split_words("상태, 내상태, 현황, 신청현황, 대기, 대기현황, 매칭상태, status, my status"),
    Word.LIST: split_words("목록, 모집목록, 리스트, 모집글, 목록보기, list, ls, posts, browse"),
    Word.HISTORY: split_words(
        "기록, 내기록, 매칭기록, 지난매칭, 내역, 이력, 히스토리, 후기, history, my history, reviews, review",
    ),
    Word.ME: split_words(
        "내정보, 내점수, 점수, 활동점수, 프로필, 마이페이지, me, profile, score, points, my page, my score",
    ),
    Word.SETTINGS: split_words(
        "설정, 환경설정, 알림설정, 언어, 차단, settings, setting, preferences, prefs, config, language, block",
    ),
    Word.STATS: split_words("통계, 차트, stats, stat, statistics, charts"),
    Word.HELP: split_words(
        "도움말, 도움, 도와줘, 헬프, 사용법, 명령어, 안내, 메뉴얼, 매뉴얼, help, usage, commands, manual, ?, h",
    ),
}

COMMAND_ENDINGS = split_words(
    "은, 는, 이, 가, 을, 를, 으로, 로, 에, 만, 도, 이나, 요, 이요, 좀, 할, 하자, 하기, 해, 해요, 해줘, 해줘요",
    "해주세요, 할래, 할래요, 할게, 할게요, 할게용, 합니다, 할까, 할까요, 먹자, 먹기, 먹어요, 먹을, 먹을래",
    "먹을래요, 보기, 보여줘, 보여줘요, 보여주세요, 볼래, 알려줘, 신청, 하실, 드실, 구해요, 때, 때에, 시간, 시간에",
)
"""What may be attached to a Korean command word: "취소해줘", "목록보여줘"."""

KEPT_COMMANDS = frozenset(split_words("모각코, 모각공, 코딩, 과제, 아점, 브런치, coding, homework, brunch"))
"""First words that say enough to stay in the title."""

PLACES: Mapping[tuple[Place, ...], tuple[str, ...]] = {
    (Place.SEOCHO,): split_words(
        "서초, 서초 클러스터, 서초 캠퍼스, 서초캠, 서초클, seocho, seocho cluster, seocho campus",
    ),
    (Place.GAEPO,): split_words(
        "개포, 개포 클러스터, 개포 캠퍼스, 개포캠, 개포클, gaepo, gaepo cluster, gaepo campus",
    ),
    (Place.OUT_OF_CLUSTER,): split_words(
        "밖, 바깥, 외부, 클러스터 밖, 클러스터 바깥, 클러스터 외부, 클밖, outside, out of cluster, outside cluster",
        "outside the cluster, off campus",
    ),
    (Place.SEOCHO, Place.GAEPO, Place.OUT_OF_CLUSTER): split_words(
        "아무데나, 아무 데나, 아무데, 아무 곳, 어디든, 어디든지, 어디서든, 장소 무관, 장소 상관없음, anywhere",
        "any place, wherever",
    ),
}

WAYS: Mapping[WayOfEating, tuple[str, ...]] = {
    WayOfEating.DELIVERY: split_words(
        "배달, 배달음식, 배달시켜, 배달시킬, 배달시키실, 배달 주문, 시켜먹, 시켜먹을, 시켜먹자, 시켜먹어요",
        "시켜드실, 시켜먹기, 시킬, delivery, delivered, food delivery, order in, ordering in",
    ),
    WayOfEating.EATOUT: split_words(
        "외식, 나가서, 나가서 먹을, 나가서 먹자, 나가서 먹기, 나가먹자, 나가먹을, 나가먹기, 외식하실, 외식할",
        "외식하자, eat out, eating out, dine out, dining out",
    ),
    WayOfEating.TAKEOUT: split_words(
        "포장, 포장해서, 포장할, 포장하실, 테이크아웃, takeout, take out, takeaway, take away",
    ),
}

WAY_HINTS: Mapping[WayOfEating, tuple[str, ...]] = {
    WayOfEating.DELIVERY: split_words(
        "배달비, 배달료, 배달팁, 배민, 배달의민족, 쿠팡이츠, 요기요, delivery fee, baemin, ubereats",
    ),
}
"""Words that tell the way and stay in the title."""

STUDY_TYPES: Mapping[StudyType, tuple[str, ...]] = {
    StudyType.INNER_CIRCLE: split_words("본과정, 이너 서클, 공통과정, inner circle, common core"),
    StudyType.NOT_INNER_CIRCLE: split_words("그 외, 비본과정, 아우터 서클, 아우터, outer circle"),
}

LOOSE_STUDY_TYPES: Mapping[StudyType, tuple[str, ...]] = {
    StudyType.INNER_CIRCLE: split_words("inner"),
    StudyType.NOT_INNER_CIRCLE: split_words("기타, other, outer"),
}
"""Words that mean a study type only where no further word of the title follows: not in "other cadets"."""

ANONYMOUS = {True: split_words("익명, 익명으로, anonymous, anonymously, anon")}

CATEGORIES: Mapping[Category, tuple[str, ...]] = {
    Category.MEAL: split_words(
        "밥, 식사, 밥트너, 밥약, 밥친구, 밥메이트, 끼니, 밥먹자, 밥먹을, 밥드실, 밥먹기, 밥먹어요, 밥먹으러",
        "밥먹을래요, 식사하실, 식사할, 식사하자, meal, meals, food, eat, eating",
    ),
    Category.STUDY: split_words(
        "공부, 스터디, 공트너, 공부하실, 공부할, 공부하자, 공부해요, 공부하기, 스터디하실, 스터디할, study",
        "studying",
    ),
}
"""Words that name a category and nothing else: they don't stay in the title."""

HINTS: Mapping[Category, tuple[str, ...]] = {
    Category.MEAL: split_words(
        "점심, 저녁밥, 저녁식사, 야식, 점저, 아점, 브런치, 런치, 디너, 조식, 석식, 맛집, 배고파, 배고픈, 먹을",
        "먹자, 먹고, 먹으러, 먹어요, 드실, 치킨, 피자, 햄버거, 버거, 떡볶이, 마라탕, 국밥, 김밥, 라면, 라멘",
        "짜장면, 짬뽕, 초밥, 돈까스, 족발, 보쌈, 삼겹살, 곱창, 파스타, 샌드위치, 샐러드, 커피, 카페, 디저트, 냉면",
        "쌀국수, 훠궈, 고기, 중식, 일식, 한식, 양식, 분식, 술, 맥주, lunch, dinner, breakfast, brunch, supper",
        "snack, hungry, pizza, chicken, burger, burgers, sushi, ramen, pasta, coffee, salad, tacos",
    ),
    Category.STUDY: split_words(
        "모각코, 모각공, 과제, 코딩, 알고리즘, 시험, 독서, 라피신, libft, ft_printf, gnl, get_next_line",
        "born2beroot, push_swap, pipex, minitalk, so_long, fdf, fract-ol, minishell, philosophers, netpractice",
        "cub3d, minirt, inception, webserv, ft_irc, ft_transcendence, transcendence, coding, homework, algorithm",
        "algorithms, exam, piscine, leetcode, project",
    ),
}
"""Words that tell the category and stay in the title."""


# Windows of the five meals as in DOMAIN (TimeOfEating); the other parts as people use the words.
_EARLY = frozenset(range(6))
_BREAKFAST = Part("breakfast", 5 * HOUR, 8 * HOUR, 10 * HOUR + 30, frozenset(range(4, 12)), frozenset({7, 8, 9}))
_MORNING = Part("morning", 5 * HOUR, 10 * HOUR, 12 * HOUR, frozenset(range(12)))
_BRUNCH = Part("brunch", 10 * HOUR, 11 * HOUR, 13 * HOUR, frozenset(range(9, 15)), frozenset({10, 11}), meal=True)
_LUNCH = Part(
    "lunch", 10 * HOUR + 30, 12 * HOUR, 14 * HOUR + 30, frozenset(range(10, 16)), frozenset({11, 12}), meal=True
)
_DAYTIME = Part("daytime", 11 * HOUR, 13 * HOUR, 17 * HOUR, frozenset(range(10, 18)))
_DUNCH = Part("dunch", 14 * HOUR + 30, 16 * HOUR, 17 * HOUR, frozenset(range(13, 19)), meal=True)
_AFTERNOON = Part("afternoon", 12 * HOUR, 15 * HOUR, 18 * HOUR, frozenset(range(12, 24)))
_DINNER = Part("dinner", 17 * HOUR, 18 * HOUR, 21 * HOUR, frozenset(range(16, 24)), frozenset({6, 7, 8}))
_NIGHT = Part("night", 19 * HOUR, 21 * HOUR, 24 * HOUR, frozenset(range(18, 24)) | _EARLY)
_SNACK = Part("midnight snack", 21 * HOUR, 22 * HOUR, 29 * HOUR, frozenset(range(19, 24)) | _EARLY, meal=True)
_DAWN = Part("dawn", 0, 2 * HOUR, 6 * HOUR, frozenset(range(7)))

PARTS: Mapping[Part, tuple[str, ...]] = {
    _BREAKFAST: split_words("아침, 아침밥, 아침식사, 조식, breakfast"),
    _MORNING: split_words("오전, morning, in the morning, this morning"),
    _BRUNCH: split_words("아점, 브런치, brunch"),
    _LUNCH: split_words("점심, 점심밥, 점심식사, 점심때, 점심시간, 런치, lunch, lunchtime, lunch time"),
    _DAYTIME: split_words("낮, 대낮, 한낮"),
    _DUNCH: split_words("점저, dunch"),
    _AFTERNOON: split_words("오후, afternoon, in the afternoon, this afternoon"),
    _DINNER: split_words(
        "저녁, 저녁밥, 저녁식사, 저녁때, 저녁시간, 석식, 디너, dinner, dinner time, supper, evening",
        "in the evening, this evening, tonight",
    ),
    _NIGHT: split_words("밤, 오늘밤, night, at night"),
    _SNACK: split_words("야식, midnight snack, late night snack"),
    _DAWN: split_words("새벽"),
}
MORNING, AFTERNOON, NIGHT = _MORNING, _AFTERNOON, _NIGHT

NOW = {True: split_words("지금, 지금 당장, 지금 바로, 당장, now, right now, asap")}

DAYS: Mapping[int, tuple[str, ...]] = {
    0: split_words("오늘, 금일, today"),
    1: split_words("내일, 낼, 명일, tomorrow, tmr, tmrw, tomorow, tommorow, tommorrow"),
    2: split_words("모레, 내일모레, 낼모레, day after tomorrow, the day after tomorrow"),
    3: split_words("글피"),
}

DAY_COUNTS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "1주": 7, "1주일": 7, "일주일": 7, "2주": 14, "이주일": 14}

WEEKDAYS: Mapping[int, tuple[str, ...]] = {
    0: split_words("월요일, 월욜, monday, mon"),
    1: split_words("화요일, 화욜, tuesday, tue, tues"),
    2: split_words("수요일, 수욜, wednesday, wed"),
    3: split_words("목요일, 목욜, thursday, thu, thur, thurs"),
    4: split_words("금요일, 금욜, friday, fri"),
    5: split_words("토요일, 토욜, saturday, 주말, weekend, the weekend"),
    6: split_words("일요일, 일욜, sunday"),
}

MONTHS = {
    name: number
    for number, names in enumerate(
        split_words("january jan, february feb, march mar, april apr, may, june jun, july jul, august aug")
        + split_words("september sept sep, october oct, november nov, december dec"),
        start=1,
    )
    for name in names.split()
}

FILLERS_BEHIND = split_words(
    "먹을 사람, 먹을 분, 먹을 카뎃, 먹으실 분, 먹으러 갈 사람, 먹으러 가실 분, 먹으러 가요, 먹으러 갈래요, 드실 분",
    "드실 사람, 드실분들, 하실 분, 하실 사람, 할 사람, 할 분, 갈 사람, 가실 분, 시킬 사람, 시키실 분, 사람 구해요",
    "사람 구함, 분 구해요, 구해요, 구합니다, 구함, 구해, 찾아요, 찾습니다, 모집, 모집해요, 모집합니다, 모집 중",
    "모셔요, 모십니다, 필요해요, 있나요, 있을까요, 있어요, 계신가요, 계실까요, 계세요, 하자, 해요, 할래요, 먹자",
    "먹어요, 먹을래요, 먹을래, 먹고 싶어요, 먹고 싶다, 먹기, 가자, 가요, 갈래요, 갑시다, 합시다, 먹읍시다, 시켜요",
    "시키자, 같이, 함께, 해주세요, 부탁해요, ㄱㄱ, ㄱ, 고고, 고, ㅎㅎ, ㅋㅋ, together, with me, anyone, anybody",
    "please, pls, plz, and, or, for, at, in, on, with, to, the, of, from, is, are",
)
FILLERS_BEFORE = split_words(
    "just, 같이, 함께, 우리, 저랑, 나랑, 혹시, 누구, 누가, 또는, 혹은, 그리고, let's, lets, let us, anyone for",
    "anyone up for, anyone want to, anyone want, anyone wants to, anyone wanna, anyone, who wants to, who wants",
    "who is up for, i want to, i want, i wanna, want to, wanna, looking for, grab, get, have, go for, and, or, for",
    "at, in, on, with, to, the, of, from, by, then, some, new",
)
"""What may go from the ends of a title, whole words only."""
FILLERS_ALONE = split_words("사람, 분, 카뎃, 사람들, 분들, people")
"""What is no title when it is all that is left."""

KOREAN_HOURS = {
    word: hour
    for hour, word in enumerate(split_words("한, 두, 세, 네, 다섯, 여섯, 일곱, 여덟, 아홉, 열, 열한, 열두"), start=1)
}
KOREAN_PEOPLE = {
    word: people for people, word in enumerate(split_words("둘, 셋, 넷, 다섯, 여섯, 일곱, 여덟, 아홉, 열"), start=2)
}
ENGLISH_NUMBERS = {
    word: number
    for number, word in enumerate(
        split_words("one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve"), start=1
    )
}
