"""Neighbours' Garden supermarket: three stores with a service desk each, open every day; works by P34 and P38."""

from __future__ import annotations

from decimal import Decimal

from demo.companies.described import Closes, Colleague, Company, Desks, Leave, Sort, Volume, Waiting, Ware
from demo.words import words_of
from terms.classes import CaseClass
from terms.complaint import Act, Channel, ComplaintKind
from terms.people import Role
from terms.service import ServiceAct, ServiceKind
from terms.trade import CustomerKind, Fault, Package, Unit

R = Role
C = Channel

DEPARTMENTS = (
    ("GKB", "顾客服务部", True),
    ("DZS", "店长室", False),
    ("JDB", "投诉监督办公室", False),
    ("CWB", "财务部", False),
    ("SHK", "收货部", False),
    ("SPA", "食品安全部", False),
    ("WXB", "家电维修组", False),
    ("RSB", "人事部", False),
    ("XXB", "信息部", False),
)
# The stores; their sections are lines of articles.
REGIONS = (
    ("HB", "湖滨店", "GKB", "浙江"),
    ("CX", "城西店", "GKB", ""),
    ("JB", "江北店", "GKB", ""),
)
PEOPLE = (
    Colleague("3001", "方圆", (R.GENERAL_MANAGER,), "DZS"),
    Colleague("3002", "柳青松", (R.DIRECTOR,), "DZS", boss="3001"),
    Colleague("3003", "夏冬梅", (R.DIRECTOR,), "DZS", boss="3001"),
    Colleague("3004", "温如玉", (R.DEPARTMENT_HEAD,), "GKB", boss="3002"),
    Colleague("3005", "季小雨", (R.SALES_ADMINISTRATION,), "GKB", boss="3004"),
    Colleague("3006", "严明", (R.GENERAL_OFFICE,), "JDB", boss="3001"),
    Colleague("3007", "易安然", (R.GENERAL_OFFICE,), "JDB", boss="3006"),
    Colleague("3008", "纪晓芸", (R.GENERAL_OFFICE,), "JDB", boss="3006"),
    Colleague("3009", "金玉珠", (R.FINANCE,), "CWB", boss="3001"),
    Colleague("3010", "钱进", (R.FINANCE,), "CWB", boss="3009"),
    Colleague("3011", "石大力", (R.LOGISTICS,), "SHK", boss="3001"),
    Colleague("3012", "包师傅", (R.LOGISTICS,), "SHK", boss="3011"),
    Colleague("3013", "安可欣", (R.QUALITY,), "SPA", boss="3001"),
    Colleague("3014", "白洁", (R.QUALITY,), "SPA", boss="3013"),
    Colleague("3015", "电工老周", (R.SERVICE_ENGINEER,), "WXB", boss="3004"),
    Colleague("3016", "修志强", (R.SERVICE_ENGINEER,), "WXB", boss="3015"),
    Colleague("3017", "伍爱华", (R.HUMAN_RESOURCES,), "RSB", boss="3001"),
    Colleague("3018", "程序", (R.ADMINISTRATOR,), "XXB"),
    Colleague("3019", "葛兰", (R.SUPERVISOR,), "GKB", "HB", "3004"),
    Colleague("3020", "水木", (R.SUPERVISOR,), "GKB", "CX", "3004"),
    Colleague("3021", "江帆", (R.SUPERVISOR,), "GKB", "JB", "3004"),
    Colleague("3022", "喜乐", (R.CLERK,), "GKB", "HB", "3019"),
    Colleague("3023", "毛豆豆", (R.CLERK,), "GKB", "HB", "3019"),
    Colleague("3024", "常笑", (R.CLERK,), "GKB", "HB", "3019"),
    Colleague("3025", "米兰", (R.CLERK,), "GKB", "CX", "3020"),
    Colleague("3026", "单小川", (R.CLERK,), "GKB", "CX", "3020"),
    Colleague("3027", "欧阳暖", (R.CLERK,), "GKB", "JB", "3021"),
    Colleague("3028", "和平", (R.CLERK,), "GKB", "JB", "3021"),
)
LEAVES = (
    Leave("3020", "3019", (-2, 5), "产检休假"),
    Leave("3004", "3003", (-62, -56), "年休假"),
    Leave("3001", "3002", (-40, -36), "外出考察"),
    Leave("3021", "3019", (-91, -85), "年休假"),
    Leave("3001", "3002", (15, 20), "年休假"),
)

FRESH = Sort(
    {Fault.QUALITY: 56, Fault.SHORT_COUNT: 22, Fault.FOREIGN_BODY: 10, Fault.LABEL: 12},
    Fault.QUALITY, "份", Unit.PIECE, by_case=False, words="fresh",
)  # fmt: skip
DRY = Sort(
    {Fault.QUALITY: 30, Fault.FOREIGN_BODY: 22, Fault.DAMAGED_PACKAGE: 16, Fault.LABEL: 14, Fault.LEAK: 10,
     Fault.OFF_TASTE: 8},
    Fault.FOREIGN_BODY, "件", Unit.PIECE, by_case=False,
)  # fmt: skip
DAILY = Sort(
    {Fault.QUALITY: 34, Fault.LEAK: 24, Fault.DAMAGED_PACKAGE: 18, Fault.SHORT_COUNT: 12, Fault.LABEL: 12},
    Fault.LEAK, "件", Unit.PIECE, by_case=False,
)  # fmt: skip
MACHINE = Sort(
    {Fault.QUALITY: 64, Fault.SHORT_COUNT: 18, Fault.BREAKAGE: 18},
    Fault.QUALITY, "台", Unit.PIECE, by_case=False, many=False, words="machine",
)  # fmt: skip
BAG, LOOSE, CARTON, PET, GLASS = Package.BAG, Package.LOOSE, Package.CARTON, Package.PET, Package.GLASS
# By section: letter, name, sort, articles with package, shelf life in days, yuan.
SECTIONS = (
    ("S", "生鲜", FRESH, (
        ("本地青菜", LOOSE, 3, "3.98"), ("冷鲜猪腿肉", LOOSE, 5, "19.80"), ("活鲫鱼", LOOSE, 2, "15.80"),
        ("草莓", CARTON, 3, "25.90"),
        ("鲜鸡蛋30枚", CARTON, 30, "22.80"), ("鲜牛奶950ml", CARTON, 15, "16.90"), ("原味酸奶", CARTON, 21, "12.50"),
        ("卤牛肉", LOOSE, 3, "39.90"), ("手工豆腐", BAG, 3, "4.50"), ("红富士苹果", LOOSE, 20, "9.90"),
    )),
    ("G", "食品", DRY, (
        ("东北大米5kg", BAG, 365, "39.90"), ("菜籽油5L", PET, 540, "69.90"), ("挂面1kg", BAG, 365, "8.90"),
        ("苏打饼干", BAG, 300, "9.90"), ("生抽500ml", GLASS, 730, "11.80"), ("午餐肉罐头", Package.CAN, 1095, "18.80"),
        ("橙汁1L", CARTON, 180, "13.80"), ("坚果礼盒", CARTON, 240, "88.00"),
    )),
    ("R", "日用", DAILY, (
        ("洗衣液3kg", PET, 1095, "36.90"), ("抽纸10包", BAG, 1095, "25.90"), ("洗发水500ml", PET, 1095, "39.90"),
        ("纯棉毛巾", BAG, 1825, "15.90"), ("不锈钢保温杯", CARTON, 3650, "59.00"), ("儿童雨鞋", CARTON, 1825, "45.00"),
    )),
    ("J", "家电", MACHINE, (
        ("电饭煲4L", CARTON, 3650, "199.00"), ("电热水壶", CARTON, 3650, "89.00"), ("破壁机", CARTON, 3650, "329.00"),
        ("落地扇", CARTON, 3650, "159.00"), ("小型洗衣机", CARTON, 3650, "599.00"),
    )),
)  # fmt: skip


def _wares() -> tuple[Ware, ...]:
    return tuple(
        Ware(f"LY{letter}{number:02d}", name, package, 1, shelf_life, Decimal(price), "", sort, section)
        for letter, section, sort, articles in SECTIONS
        for number, (name, package, shelf_life, price) in enumerate(articles, 1)
    )


TODAY = Desks(
    # The desk is open until nine in the evening.
    evening=18 * 60 + 5,
    done_by=20 * 60 + 40,
    waiting=(
        Waiting(Act.SIGN, ("HB", "HB", "CX"), "2", R.SUPERVISOR),
        Waiting(Act.SIGN, ("HB", "CX", "JB"), "3", R.DEPARTMENT_HEAD),
        Waiting(Act.SIGN, ("HB", "JB"), "8", R.DIRECTOR),
        Waiting(Act.SIGN, ("JB", "CX"), "1", R.GENERAL_MANAGER, cash=True),
        Waiting(Act.PROPOSE, ("HB",), "3", sent_back=True),
        Waiting(Act.PROPOSE, ("JB",)),
        Waiting(Act.INVESTIGATE, ("HB",)),
        Waiting(Act.FILE, ("HB", "CX"), "2"),
        Waiting(Act.HAND_OVER, ("HB", "JB"), "1"),
        Waiting(Act.PAY, ("HB",), "1", cash=True),
        Waiting(Act.PROVE, ("CX",), "1"),
        Waiting(Act.ANSWER, ("HB",), "2"),
        Waiting(Act.CALL_BACK, ("HB", "CX"), "1"),
    ),
    older=(
        Waiting(Act.ASSIGN, ("HB", "JB"), "1"),
        Waiting(Act.SETTLE_DISPUTE, ("HB",), "1"),
        Waiting(Act.PROVE, ("CX", "JB"), "2"),
        Waiting(Act.SIGN, ("HB",), "3", R.DEPARTMENT_HEAD),
    ),
    this_morning=(("HB", 541), ("HB", 548), ("CX", 553), ("JB", 559), ("HB", 563)),
    on_duty=("3007", "3008"),
    to_assign=(2, 3),
    visits=((1, ServiceAct.PLAN), (1, ServiceAct.VISIT), (2, ServiceAct.VISIT), (3, ServiceAct.ACCEPT)),
    engineer="3015",
    visited="HB",
)
CLASSES = {CaseClass.SIMPLE: 62, CaseClass.COMPLEX: 30, CaseClass.MAJOR: 8}
CHANNELS = {C.PHONE: 62, C.WEB: 22, C.EMAIL: 5, C.COMPLAINT_BOX: 7, C.EMPLOYEE: 2, C.AUTHORITY: 2}
COMPANY = Company(
    pack="supermarket",
    name="邻园超市",
    words=words_of("supermarket"),
    departments=DEPARTMENTS,
    regions=REGIONS,
    share_of_region={"HB": 46, "CX": 30, "JB": 24},
    people=PEOPLE,
    leaves=LEAVES,
    shown=("3022", "3019", "3004", "3002", "3001", "3005", "3006", "3009", "3011", "3013", "3015", "3017", "3018"),
    slow=frozenset({"3024"}),
    enters_callers="3007",
    enters_articles="3013",
    enters_batches="3014",
    ships=("3011", "3012"),
    engineers={"GKB": ("3015", "3016")},
    served=(CustomerKind.CONSUMER,),
    services={
        ServiceKind.REPAIR: 60,
        ServiceKind.INSTALLATION: 16,
        ServiceKind.INSPECTION: 10,
        ServiceKind.SUPPORT: 9,
        ServiceKind.MAINTENANCE: 5,
    },
    classes={ComplaintKind.QUALITY_COMPLAINT: CLASSES, ComplaintKind.SERVICE_COMPLAINT: CLASSES},
    classed_at_once=72,
    waits=8,
    unhurried=(0.1, 0.75),
    closes=Closes(
        signs={"GKB": "3005"}, signed_at={"GKB": 640}, sends="3006", manager="3001", finance="3009",
        delivers=("3011", "3012"),
    ),
    wares=_wares(),
    lines=("供应商：绿源合作社", "供应商：杭丰食品", "供应商：诚达日化", "供应商：万家电器"),
    market=(0, 9),
    bought_within=5,
    produced=(60, 1_800),
    anonymous=0,
    callers={CustomerKind.CONSUMER: 97, CustomerKind.SALES_POINT: 3},
    channels=dict.fromkeys(CustomerKind, CHANNELS),
    again=(C.PHONE, C.WEB),
    kinds={
        ComplaintKind.QUALITY_COMPLAINT: 72,
        ComplaintKind.SERVICE_COMPLAINT: 14,
        ComplaintKind.CONSULTATION: 8,
        ComplaintKind.SERVICE_REQUEST: 3,
        ComplaintKind.SUGGESTION: 3,
    },
    picks_up={R.CLERK: 88, R.SUPERVISOR: 7, R.GENERAL_OFFICE: 4, R.QUALITY: 1},
    times={"1": 80, "2": 9, "3/2": 3, "3": 4, "4": 2, "5": 1, "10": 1},
    cash_share=3,
    refunds=7,
    halves=((9 * 60, 21 * 60),),
    every_day=True,
    season=(1.35, 1.1, 0.85, 0.85, 0.95, 1.05, 1.15, 1.1, 1.0, 1.05, 1.1, 1.2),
    day_off=1.0,
    # Before noon, and after work.
    call_hours=(((545, 600), 8), ((600, 720), 30), ((720, 900), 14), ((900, 1020), 18), ((1020, 1250), 30)),
    ends_at=9 * 60 + 30,
    today=TODAY,
    volume=Volume(
        months_of_goods=10, months_of_cases=9, batches=1100, shipments=0, cases=1500, incidents=4, services=90,
        letters=20, consumers=700, old_consumers=200, trade={CustomerKind.SALES_POINT: 18},
    ),
)  # fmt: skip
