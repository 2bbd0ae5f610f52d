"""White Dew salt works: customer service with a director and specialists by area; works by P23."""

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
    ("KFB", "客户服务部", True),
    ("CZB", "厂部", False),
    ("BGS", "办公室", False),
    ("CWB", "财务部", False),
    ("WLB", "物流部", False),
    ("ZJB", "质检部", False),
    ("JSB", "技术支持组", False),
    ("RLB", "人力资源部", False),
    ("XXB", "信息部", False),
)
REGIONS = (
    ("SB", "苏北片区", "KFB", "江苏"),
    ("SN", "苏南沪片区", "KFB", "上海"),
    ("LU", "山东片区", "KFB", "山东"),
    ("YW", "豫皖片区", "KFB", "河南 安徽"),
)
# P23 一节1: one director, specialists by area who speak with customers themselves, what is grave goes up.
PEOPLE = (
    Colleague("2001", "海明远", (R.GENERAL_MANAGER,), "CZB"),
    Colleague("2002", "盛国栋", (R.DIRECTOR,), "CZB", boss="2001"),
    Colleague("2003", "钟雅文", (R.DEPARTMENT_HEAD,), "KFB", boss="2002"),
    Colleague("2004", "孟小兰", (R.SALES_ADMINISTRATION,), "KFB", boss="2003"),
    Colleague("2005", "邱志红", (R.GENERAL_OFFICE,), "BGS", boss="2001"),
    Colleague("2006", "卜晓蕾", (R.GENERAL_OFFICE,), "BGS", boss="2005"),
    Colleague("2007", "祁文涛", (R.GENERAL_OFFICE,), "BGS", boss="2005"),
    Colleague("2008", "尤敏", (R.FINANCE,), "CWB", boss="2001"),
    Colleague("2009", "阮建平", (R.FINANCE,), "CWB", boss="2008"),
    Colleague("2010", "车大海", (R.LOGISTICS,), "WLB", boss="2001"),
    Colleague("2011", "巩师傅", (R.LOGISTICS,), "WLB", boss="2010"),
    Colleague("2012", "水清", (R.QUALITY,), "ZJB", boss="2001"),
    Colleague("2013", "卓然", (R.QUALITY,), "ZJB", boss="2012"),
    Colleague("2014", "解放军", (R.SERVICE_ENGINEER,), "JSB", boss="2003"),
    Colleague("2015", "牛得草", (R.SERVICE_ENGINEER,), "JSB", boss="2014"),
    Colleague("2016", "申玉梅", (R.HUMAN_RESOURCES,), "RLB", boss="2001"),
    Colleague("2017", "柯睿", (R.ADMINISTRATOR,), "XXB"),
    Colleague("2018", "仲伟", (R.SUPERVISOR,), "KFB", "SB", "2003"),
    Colleague("2019", "陶静怡", (R.SUPERVISOR,), "KFB", "SN", "2003"),
    Colleague("2020", "鲁大成", (R.SUPERVISOR,), "KFB", "LU", "2003"),
    Colleague("2021", "晏秋", (R.SUPERVISOR,), "KFB", "YW", "2003"),
    Colleague("2022", "倪虹", (R.CLERK,), "KFB", "SB", "2018"),
    Colleague("2023", "管彤", (R.CLERK,), "KFB", "SB", "2018"),
    Colleague("2024", "凌云志", (R.CLERK,), "KFB", "SB", "2018"),
    Colleague("2025", "华梦", (R.CLERK,), "KFB", "SN", "2019"),
    Colleague("2026", "柏林", (R.CLERK,), "KFB", "SN", "2019"),
    Colleague("2027", "路遥知", (R.CLERK,), "KFB", "LU", "2020"),
    Colleague("2028", "泰小琴", (R.CLERK,), "KFB", "LU", "2020"),
    Colleague("2029", "商丹", (R.CLERK,), "KFB", "YW", "2021"),
    Colleague("2030", "淮海生", (R.CLERK,), "KFB", "YW", "2021"),
    Colleague("2031", "池海波", (R.DIRECTOR,), "CZB", boss="2001"),
)
LEAVES = (
    Leave("2019", "2018", (-3, 4), "婚假"),
    Leave("2001", "2002", (-68, -63), "外出考察"),
    Leave("2003", "2031", (-104, -97), "年休假"),
    Leave("2020", "2021", (-33, -27), "年休假"),
    Leave("2001", "2002", (18, 23), "年休假"),
)

BAGS = Sort(
    {Fault.QUALITY: 40, Fault.SHORT_COUNT: 18, Fault.DAMAGED_PACKAGE: 14, Fault.FOREIGN_BODY: 12, Fault.LEAK: 8,
     Fault.LABEL: 5, Fault.OFF_TASTE: 3},
    Fault.QUALITY, "袋", Unit.BAG,
)  # fmt: skip
SACKS = Sort(
    {Fault.QUALITY: 34, Fault.DAMAGED_PACKAGE: 26, Fault.SHORT_COUNT: 26, Fault.FOREIGN_BODY: 10, Fault.LABEL: 4},
    Fault.SHORT_COUNT, "大袋", Unit.BAG, by_case=False,
)  # fmt: skip
# Article number, name, bags a case, yuan a bag, size.
SMALL = (
    ("精制加碘盐", "400g", 50, "2.00"), ("未加碘精制盐", "400g", 50, "2.20"), ("低钠盐", "350g", 50, "4.50"),
    ("海盐", "400g", 50, "3.80"), ("深井岩盐", "320g", 60, "3.50"), ("日晒自然盐", "400g", 50, "5.00"),
    ("腌制盐", "1kg", 20, "3.60"), ("竹盐", "300g", 40, "12.00"), ("儿童低钠盐", "200g", 60, "6.80"),
    ("餐饮专用盐", "2.5kg", 8, "8.50"),
)  # fmt: skip
LARGE = (
    ("食品加工用盐", "50kg", 1, "42.00"), ("腌制用大粒盐", "50kg", 1, "36.00"), ("畜牧盐", "25kg", 1, "18.00"),
    ("软水盐", "10kg", 1, "22.00"), ("工业精制盐", "50kg", 1, "30.00"), ("融雪盐", "50kg", 1, "24.00"),
)  # fmt: skip


def _wares() -> tuple[Ware, ...]:
    """Small bags for kitchens, sacks for works and farms."""
    kinds = (("S", "小包装盐", SMALL, BAGS), ("D", "大袋盐", LARGE, SACKS))
    return tuple(
        Ware(
            f"BL{letter}{number:02d}", f"{name}{size}", Package.BAG, per_case, 1095, Decimal(price),
            f"{size}×{per_case}" if per_case > 1 else size, sort, line,
        )
        for letter, line, articles, sort in kinds
        for number, (name, size, per_case, price) in enumerate(articles, 1)
    )  # fmt: skip


TODAY = Desks(
    evening=15 * 60 + 10,
    done_by=17 * 60 + 10,
    waiting=(
        Waiting(Act.SIGN, ("SB", "SB", "SN"), "2", R.SUPERVISOR),
        Waiting(Act.SIGN, ("SB", "LU", "YW"), "4", R.DEPARTMENT_HEAD),
        Waiting(Act.SIGN, ("SB", "LU"), "8", R.DIRECTOR),
        Waiting(Act.SIGN, ("SB", "SN"), "2", R.GENERAL_MANAGER, cash=True),
        Waiting(Act.SIGN, ("LU",), "12", R.GENERAL_MANAGER),
        Waiting(Act.RECEIVE_GOODS, ("YW",), "15"),
        Waiting(Act.PROPOSE, ("SB",), "3", sent_back=True),
        Waiting(Act.PROPOSE, ("SB", "SN")),
        Waiting(Act.INVESTIGATE, ("SB", "YW")),
        Waiting(Act.FILE, ("SB", "LU"), "2"),
        Waiting(Act.HAND_OVER, ("SB", "YW"), "1"),
        Waiting(Act.PAY, ("LU",), "2", cash=True),
        Waiting(Act.PROVE, ("LU",), "1"),
        Waiting(Act.ANSWER, ("SB",), "2"),
        Waiting(Act.CALL_BACK, ("SB", "YW"), "1"),
    ),
    older=(
        Waiting(Act.ASSIGN, ("SB", "YW"), "1"),
        Waiting(Act.SETTLE_DISPUTE, ("SB",), "1"),
        Waiting(Act.PROVE, ("LU", "SN"), "2"),
        Waiting(Act.SIGN, ("SB", "YW"), "3", R.DEPARTMENT_HEAD),
    ),
    this_morning=(("SB", 481), ("SB", 502), ("SN", 514), ("LU", 521), ("YW", 529)),
    on_duty=("2006", "2007"),
    to_assign=(2, 4),
    visits=((1, ServiceAct.PLAN), (1, ServiceAct.VISIT), (2, ServiceAct.VISIT), (4, ServiceAct.ACCEPT)),
    engineer="2014",
    visited="SB",
)
CHANNELS = {C.PHONE: 66, C.WEB: 20, C.EMAIL: 14}
COMPANY = Company(
    pack="salt",
    name="白露盐厂",
    words=words_of("salt"),
    departments=DEPARTMENTS,
    regions=REGIONS,
    share_of_region={"SB": 34, "SN": 22, "LU": 24, "YW": 20},
    people=PEOPLE,
    leaves=LEAVES,
    shown=("2022", "2018", "2003", "2002", "2001", "2004", "2005", "2008", "2010", "2012", "2014", "2016", "2017"),
    slow=frozenset({"2024", "2028"}),
    enters_callers="2006",
    enters_articles="2012",
    enters_batches="2013",
    ships=("2010", "2011"),
    engineers={"KFB": ("2014", "2015")},
    served=(CustomerKind.DISTRIBUTOR, CustomerKind.SALES_POINT),
    services={
        ServiceKind.INSPECTION: 40,
        ServiceKind.SUPPORT: 34,
        ServiceKind.MAINTENANCE: 14,
        ServiceKind.TRAINING: 12,
    },
    # P23 二节2: product quality is major.
    classes={
        ComplaintKind.QUALITY_COMPLAINT: {CaseClass.MAJOR: 1},
        ComplaintKind.SERVICE_COMPLAINT: {CaseClass.GENERAL: 97, CaseClass.MAJOR: 3},
    },
    classed_at_once=88,
    waits=9,
    unhurried=(0.12, 0.72),
    closes=Closes(
        signs={"KFB": "2004"}, signed_at={"KFB": 612}, sends="2005", manager="2001", finance="2008",
        delivers=("2010", "2011"),
    ),
    wares=_wares(),
    lines=("洗盐1线", "洗盐2线", "包装3线", "包装4线"),
    produced=(3_000, 24_000),
    key_customers=18,
    callers={
        CustomerKind.CONSUMER: 48,
        CustomerKind.DISTRIBUTOR: 32,
        CustomerKind.SALES_POINT: 14,
        CustomerKind.WHOLESALER: 6,
    },
    channels=dict.fromkeys(CustomerKind, CHANNELS),
    again=(C.PHONE, C.EMAIL),
    kinds={
        ComplaintKind.QUALITY_COMPLAINT: 68,
        ComplaintKind.SERVICE_COMPLAINT: 10,
        ComplaintKind.CONSULTATION: 14,
        ComplaintKind.SERVICE_REQUEST: 5,
        ComplaintKind.SUGGESTION: 3,
    },
    picks_up={R.CLERK: 86, R.SUPERVISOR: 6, R.GENERAL_OFFICE: 6, R.QUALITY: 2},
    times={"1": 66, "2": 14, "3/2": 8, "3": 5, "4": 3, "5": 1.5, "6": 1, "8": 0.8, "12": 0.5},
    cash_share=3,
    halves=((8 * 60 + 30, 12 * 60), (13 * 60, 17 * 60 + 30)),
    # Autumn is for pickling, damp summers cake the salt, winter asks for road salt.
    season=(1.0, 0.8, 0.8, 0.85, 0.95, 1.2, 1.25, 1.15, 1.05, 1.2, 1.35, 1.15),
    day_off=0.12,
    call_hours=(
        ((470, 510), 2),
        ((510, 600), 24),
        ((600, 720), 32),
        ((780, 900), 24),
        ((900, 1045), 16),
        ((1050, 1200), 2),
    ),
    ends_at=9 * 60,
    today=TODAY,
    volume=Volume(
        months_of_goods=13, months_of_cases=9, batches=360, shipments=900, cases=1500, incidents=4, services=110,
        letters=24, consumers=420, old_consumers=120,
        trade={CustomerKind.DISTRIBUTOR: 90, CustomerKind.WHOLESALER: 24, CustomerKind.SALES_POINT: 46},
    ),
)  # fmt: skip
