"""Cloud Brook drinks: three sales departments in eight regions; works by P06 and P11."""

from __future__ import annotations

from decimal import Decimal

from demo.companies.described import Closes, Colleague, Company, Desks, Leave, Sort, Volume, Waiting, Ware
from demo.words import words_of
from terms.complaint import Act, Channel, ComplaintKind
from terms.people import Role
from terms.service import ServiceAct, ServiceKind
from terms.trade import CustomerKind, Fault, Package

R = Role
C = Channel
WORDS = words_of()

# code, name, is a sales department
DEPARTMENTS = (
    ("DQ", "东区销售部", True),
    ("XQ", "西区销售部", True),
    ("NQ", "南区销售部", True),
    ("ZJB", "总经办", False),
    ("ZHB", "综合部", False),
    ("CWB", "财务部", False),
    ("WLB", "物流部", False),
    ("ZHJ", "质检部", False),
    ("SHB", "售后服务部", False),
    ("RLB", "人力资源部", False),
    ("XXB", "信息部", False),
)
# code, name, department, provinces
REGIONS = (
    ("AH", "安徽大区", "DQ", "安徽"),
    ("SH", "苏沪大区", "DQ", "江苏 上海"),
    ("ZJ", "浙江大区", "DQ", "浙江"),
    ("CY", "川渝大区", "XQ", "四川 重庆 贵州 云南"),
    ("XB", "西北大区", "XQ", "陕西 甘肃 宁夏 青海 新疆"),
    ("XE", "湘鄂大区", "NQ", "湖南 湖北 江西"),
    ("YG", "粤桂大区", "NQ", "广东 广西 海南"),
    ("FJ", "福建大区", "NQ", "福建"),
)
SALES_OF = {code: department for code, _name, department, _provinces in REGIONS}
HEAD_OF = {"DQ": "1004", "XQ": "1005", "NQ": "1006"}


def _supervisors() -> tuple[Colleague, ...]:
    names = ("张建军", "钱敏", "吴永强", "郑德明", "白雪松", "龙腾", "叶志华", "林秀英")
    found = []
    for number, (name, (code, _name, department, _provinces)) in enumerate(zip(names, REGIONS, strict=True), 1028):
        # The smallest region's supervisor also makes the rounds.
        roles = (R.SUPERVISOR, R.CLERK) if code == "FJ" else (R.SUPERVISOR,)
        found.append(Colleague(str(number), name, roles, department, code, HEAD_OF[department]))
    return tuple(found)


CLERKS = {
    "AH": ("王芳", "李强", "汪小雨", "方志明"),
    "SH": ("陆佳怡", "顾晨", "施文杰", "陶然"),
    "ZJ": ("潘晓东", "楼婷婷", "俞浩"),
    "CY": ("蒋丽", "廖凯", "冉小红"),
    "XB": ("马忠", "杨柳", "石磊"),
    "XE": ("彭丹", "欧阳俊", "易小兰"),
    "YG": ("梁伟业", "莫嘉欣", "覃勇"),
    "FJ": ("黄志鹏", "苏美玲"),
}


def _clerks() -> tuple[Colleague, ...]:
    supervisor = {person.region: person.number for person in _supervisors()}
    everyone = [(name, region) for region, names in CLERKS.items() for name in names]
    return tuple(
        Colleague(str(number), name, (R.CLERK,), SALES_OF[region], region, supervisor[region])
        for number, (name, region) in enumerate(everyone, 1036)
    )


PEOPLE = (
    Colleague("1001", "周国平", (R.GENERAL_MANAGER,), "ZJB"),
    Colleague("1002", "沈立新", (R.DIRECTOR,), "ZJB", boss="1001"),
    Colleague("1003", "唐晓峰", (R.DIRECTOR,), "ZJB", boss="1001"),
    Colleague("1004", "李建华", (R.DEPARTMENT_HEAD,), "DQ", boss="1002"),
    Colleague("1005", "赵志强", (R.DEPARTMENT_HEAD,), "XQ", boss="1002"),
    Colleague("1006", "陈海涛", (R.DEPARTMENT_HEAD,), "NQ", boss="1003"),
    Colleague("1007", "王丽娟", (R.SALES_ADMINISTRATION,), "DQ", boss="1004"),
    Colleague("1008", "刘春梅", (R.SALES_ADMINISTRATION,), "XQ", boss="1005"),
    Colleague("1009", "黄雅琴", (R.SALES_ADMINISTRATION,), "NQ", boss="1006"),
    Colleague("1010", "何静", (R.GENERAL_OFFICE,), "ZHB", boss="1001"),
    Colleague("1011", "马晓燕", (R.GENERAL_OFFICE,), "ZHB", boss="1010"),
    Colleague("1012", "徐佳", (R.GENERAL_OFFICE,), "ZHB", boss="1010"),
    Colleague("1013", "高洁", (R.GENERAL_OFFICE,), "ZHB", boss="1010"),
    Colleague("1014", "孙慧敏", (R.FINANCE,), "CWB", boss="1001"),
    Colleague("1015", "朱文斌", (R.FINANCE,), "CWB", boss="1014"),
    Colleague("1016", "胡大军", (R.LOGISTICS,), "WLB", boss="1001"),
    Colleague("1017", "郭永生", (R.LOGISTICS,), "WLB", boss="1016"),
    Colleague("1018", "罗勇", (R.LOGISTICS,), "WLB", boss="1016"),
    Colleague("1019", "林建军", (R.QUALITY,), "ZHJ", boss="1001"),
    Colleague("1020", "梁思雨", (R.QUALITY,), "ZHJ", boss="1019"),
    Colleague("1021", "宋晨", (R.QUALITY,), "ZHJ", boss="1019"),
    Colleague("1022", "谢婷", (R.HUMAN_RESOURCES,), "RLB", boss="1001"),
    Colleague("1023", "韩磊", (R.ADMINISTRATOR,), "XXB"),
    Colleague("1024", "冯刚", (R.SERVICE_ENGINEER,), "SHB", boss="1010"),
    Colleague("1025", "邓伟", (R.SERVICE_ENGINEER,), "SHB", boss="1024"),
    Colleague("1026", "曹志远", (R.SERVICE_ENGINEER,), "SHB", boss="1024"),
    Colleague("1027", "戴鹏", (R.SERVICE_ENGINEER,), "SHB", boss="1024"),
    *_supervisors(),
    *_clerks(),
)

LEAVES = (
    Leave("1006", "1002", (-2, 6), "出差参加糖酒会"),
    Leave("1029", "1028", (-3, 4), "婚假"),
    Leave("1001", "1002", (-75, -69), "外出考察"),
    Leave("1031", "1032", (-96, -87), "年休假"),
    Leave("1004", "1002", (-140, -131), "年休假"),
    Leave("1034", "1035", (-180, -176), "外出培训"),
    Leave("1005", "1003", (-221, -214), "外出培训"),
    Leave("1002", "1003", (-305, -299), "病假"),
    Leave("1001", "1002", (20, 26), "年休假"),
)

# What can go wrong with goods in each package, with how often.
CAN = Sort(
    {Fault.LEAK: 40, Fault.DAMAGED_PACKAGE: 22, Fault.OFF_TASTE: 14, Fault.QUALITY: 12, Fault.SHORT_COUNT: 8},
    Fault.LEAK, "听",
)  # fmt: skip
GLASS = Sort(
    {Fault.BREAKAGE: 36, Fault.LEAK: 20, Fault.FOREIGN_BODY: 18, Fault.SEDIMENT: 12, Fault.SHORT_COUNT: 6},
    Fault.FOREIGN_BODY, "瓶",
)  # fmt: skip
PET = Sort(
    {Fault.LEAK: 28, Fault.OFF_TASTE: 22, Fault.SEDIMENT: 18, Fault.QUALITY: 16, Fault.LABEL: 8},
    Fault.OFF_TASTE, "瓶",
)  # fmt: skip
CARTON = Sort(
    {Fault.DAMAGED_PACKAGE: 34, Fault.LEAK: 26, Fault.QUALITY: 24, Fault.OFF_TASTE: 12, Fault.LABEL: 4},
    Fault.QUALITY, "盒",
)  # fmt: skip
# Letter of the article number, package, filling, units a case, shelf life in days, yuan a bottle.
FILLINGS = (
    ("L", Package.CAN, "330ml", 24, 540, "3.20", CAN),
    ("B", Package.GLASS, "250ml", 24, 365, "4.50", GLASS),
    ("P", Package.PET, "500ml", 15, 365, "3.50", PET),
    ("H", Package.CARTON, "250ml", 24, 270, "2.80", CARTON),
)


def _wares() -> tuple[Ware, ...]:
    """Every flavour in every filling; some flavours cost a little more."""
    return tuple(
        Ware(
            f"YX{number:02d}{letter}", f"{flavour}{package.zh}{filling}", package, per_case, shelf,
            Decimal(price) + Decimal("0.10") * (number % 8), f"{filling}×{per_case}", sort,
        )
        for number, flavour in enumerate(WORDS["flavours"], 1)
        for letter, package, filling, per_case, shelf, price, sort in FILLINGS
    )  # fmt: skip


TODAY = Desks(
    # Registered after four o'clock, so that the result is due at four today.
    evening=16 * 60 + 1,
    done_by=17 * 60 + 20,
    waiting=(
        Waiting(Act.SIGN, ("AH", "AH", "AH", "SH", "CY", "XE"), "2", R.SUPERVISOR),
        Waiting(Act.SIGN, ("AH",), "1", R.SUPERVISOR),
        Waiting(Act.SIGN, ("AH", "AH", "ZJ", "CY", "XE", "YG"), "4", R.DEPARTMENT_HEAD),
        Waiting(Act.SIGN, ("SH", "FJ"), "2", R.DEPARTMENT_HEAD),
        Waiting(Act.SIGN, ("AH", "CY"), "8", R.DIRECTOR),
        Waiting(Act.SIGN, ("YG", "ZJ"), "10", R.DIRECTOR),
        Waiting(Act.SIGN, ("AH", "ZJ"), "2", R.GENERAL_MANAGER, cash=True),
        Waiting(Act.SIGN, ("XE", "SH"), "12", R.GENERAL_MANAGER),
        Waiting(Act.RECEIVE_GOODS, ("SH", "CY"), "15"),
        Waiting(Act.PROPOSE, ("AH", "XE"), "3", sent_back=True),
        Waiting(Act.PROPOSE, ("AH", "SH")),
        Waiting(Act.INVESTIGATE, ("AH", "YG")),
        Waiting(Act.FILE, ("AH", "ZJ", "CY"), "2"),
        Waiting(Act.FILE, ("AH", "XB", "YG"), "4"),
        Waiting(Act.HAND_OVER, ("AH", "XB", "XE"), "1"),
        Waiting(Act.PAY, ("SH",), "2", cash=True),
        Waiting(Act.PROVE, ("AH", "FJ"), "1"),
        Waiting(Act.ANSWER, ("AH",), "2"),
        Waiting(Act.CALL_BACK, ("AH", "CY", "YG", "FJ"), "1"),
    ),
    # Their time is over, or the consumer was not satisfied.
    older=(
        Waiting(Act.ASSIGN, ("AH", "SH", "CY", "XE"), "1"),
        Waiting(Act.SETTLE_DISPUTE, ("AH", "YG"), "1"),
        Waiting(Act.PROVE, ("AH", "ZJ"), "2"),
        Waiting(Act.SIGN, ("AH", "XE"), "3", R.DEPARTMENT_HEAD),
    ),
    this_morning=(("AH", 465), ("AH", 489), ("SH", 498), ("CY", 512), ("AH", 521), ("YG", 529)),
    on_duty=("1011", "1012"),
    to_assign=(2, 5),
    visits=(
        (1, ServiceAct.PLAN),
        (1, ServiceAct.VISIT),
        (1, ServiceAct.VISIT),
        (2, ServiceAct.VISIT),
        (4, ServiceAct.ACCEPT),
        (5, ServiceAct.DECLINE),
    ),
    engineer="1024",
    visited="AH",
)
COMPANY = Company(
    pack="food",
    name="云溪",
    words=WORDS,
    departments=DEPARTMENTS,
    regions=REGIONS,
    share_of_region=dict(zip(CLERKS, (18, 16, 13, 14, 8, 13, 12, 6), strict=True)),
    people=PEOPLE,
    leaves=LEAVES,
    # The story of today's desk is told round these people.
    shown=(
        "1036", "1028", "1004", "1005", "1006", "1002", "1001", "1007", "1010", "1014", "1016", "1019", "1024", "1022",
        "1023", "1057",
    ),
    slow=frozenset({"1039", "1051", "1056"}),
    enters_callers="1011",
    enters_articles="1019",
    enters_batches="1020",
    ships=("1017", "1018"),
    # Whose engineer each sales department calls first.
    engineers={"DQ": ("1024", "1025"), "XQ": ("1026",), "NQ": ("1027",)},
    served=(CustomerKind.DISTRIBUTOR, CustomerKind.SALES_POINT),
    services={
        ServiceKind.REPAIR: 42,
        ServiceKind.INSTALLATION: 18,
        ServiceKind.MAINTENANCE: 16,
        ServiceKind.INSPECTION: 12,
        ServiceKind.SUPPORT: 7,
        ServiceKind.TRAINING: 5,
    },
    closes=Closes(
        signs={"DQ": "1007", "XQ": "1008", "NQ": "1009"},
        signed_at={"DQ": 590, "XQ": 655, "NQ": 892},
        sends="1010",
        manager="1001",
        finance="1014",
        delivers=("1016", "1017"),
    ),
    wares=_wares(),
    lines=("1号线", "2号线", "3号线", "4号线"),
    callers={
        CustomerKind.CONSUMER: 66,
        CustomerKind.DISTRIBUTOR: 22,
        CustomerKind.SALES_POINT: 9,
        CustomerKind.WHOLESALER: 3,
    },
    channels={
        CustomerKind.CONSUMER: {
            C.PHONE: 58, C.WECHAT: 16, C.MARKET_POINT: 8, C.WEB: 5, C.SALES_CENTRE: 4, C.DISTRIBUTOR: 3, C.SMS: 2,
            C.CHAT: 2, C.VISIT: 1.4, C.EMAIL: 0.8, C.COMPLAINT_BOX: 0.5, C.LETTER: 0.4, C.EMPLOYEE: 0.5,
            C.AUTHORITY: 0.4,
        },
        CustomerKind.DISTRIBUTOR: {C.DISTRIBUTOR: 62, C.PHONE: 26, C.SALES_CENTRE: 12},
        CustomerKind.WHOLESALER: {C.PHONE: 60, C.SALES_CENTRE: 40},
        CustomerKind.SALES_POINT: {C.MARKET_POINT: 62, C.PHONE: 30, C.WECHAT: 8},
    },
    kinds={
        ComplaintKind.QUALITY_COMPLAINT: 86,
        ComplaintKind.SERVICE_COMPLAINT: 6,
        ComplaintKind.SERVICE_REQUEST: 3,
        ComplaintKind.CONSULTATION: 3,
        ComplaintKind.SUGGESTION: 2,
    },
    picks_up={R.CLERK: 72, R.GENERAL_OFFICE: 16, R.SUPERVISOR: 6, R.SALES_ADMINISTRATION: 4, R.QUALITY: 2},
    # Most cases are one or two for one.
    times={
        "1": 46, "2": 27, "3/2": 7, "3": 7, "4": 4, "5": 3, "6": 1.6, "8": 1.2, "10": 0.8, "12": 0.7, "15": 0.3,
    },
    halves=((8 * 60 + 30, 12 * 60), (13 * 60, 17 * 60 + 30)),
    # How thirsty the months are.
    season=(0.62, 0.6, 0.72, 0.85, 1.05, 1.35, 1.65, 1.7, 1.25, 0.9, 0.74, 0.68),
    day_off=0.38,
    # Early birds, the morning, the afternoon, the evening.
    call_hours=(
        ((450, 510), 4),
        ((510, 600), 22),
        ((600, 720), 28),
        ((780, 900), 20),
        ((900, 960), 11),
        ((960, 1050), 9),
        ((1050, 1290), 6),
    ),
    ends_at=9 * 60,
    today=TODAY,
    volume=Volume(
        months_of_goods=20, months_of_cases=14, batches=900, shipments=3000, cases=5900, incidents=12, services=390,
        letters=84, consumers=1400, old_consumers=420,
        trade={CustomerKind.DISTRIBUTOR: 400, CustomerKind.WHOLESALER: 80, CustomerKind.SALES_POINT: 120},
    ),
)  # fmt: skip
