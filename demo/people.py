"""Departments, regions and the sixty people of the demo company."""

from __future__ import annotations

from dataclasses import dataclass

from terms.people import Role

R = Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person. department and region by code; boss by staff number."""

    number: str
    name: str
    roles: tuple[Role, ...]
    department: str
    region: str = ""
    boss: str = ""


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
