"""What the made-up company is described with. How often a word comes is known: searches can be common or rare."""

from __future__ import annotations

from terms.trade import Fault

PROVINCES = (
    "广东",
    "浙江",
    "江苏",
    "山东",
    "四川",
    "河南",
    "湖北",
    "湖南",
    "福建",
    "安徽",
    "河北",
    "上海",
    "北京",
    "陕西",
    "江西",
    "重庆",
    "辽宁",
    "云南",
    "广西",
    "山西",
    "贵州",
    "天津",
    "黑龙江",
    "吉林",
    "内蒙古",
    "新疆",
    "甘肃",
    "海南",
    "宁夏",
    "青海",
)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文"
TOWNS = (
    "清溪",
    "北桥",
    "白石",
    "长桥",
    "新河",
    "柳林",
    "东湖",
    "石塘",
    "云岭",
    "平川",
    "古渡",
    "南屏",
    "双井",
    "沙洲",
    "金坡",
    "竹园",
)
SHOPS = ("食品商行", "副食批发部", "便民超市", "商贸公司", "饮品经营部", "粮油店")
PLACES = ("街口便利店", "中心超市", "车站小卖部", "学校门口商店", "批发市场", "加油站", "网上商城", "社区团购点")
DRINKS = (
    "黄桃汽水",
    "酸梅汤",
    "苏打水",
    "豆奶",
    "椰汁",
    "柠檬茶",
    "凉茶",
    "核桃露",
    "气泡水",
    "山楂汁",
    "乳酸饮品",
    "蜂蜜柚子茶",
)
SIZES = ("250ml×24", "330ml×24", "500ml×15", "600ml×12", "1L×12", "1.5L×6")
# What was wrong, in the caller's words; of 10,000 callers so many say it.
SAID: tuple[tuple[str, Fault, int], ...] = (
    ("瓶盖处有渗漏，整箱潮湿", Fault.LEAK, 2500),
    ("喝起来发酸，和平时不一样", Fault.OFF_TASTE, 1900),
    ("纸箱在运输中压坏", Fault.DAMAGED_PACKAGE, 1700),
    ("打开后有异味，不敢再喝", Fault.OFF_TASTE, 900),
    ("瓶身破裂", Fault.BREAKAGE, 1000),
    ("标签脱落，看不清日期", Fault.LABEL, 800),
    ("瓶底有沉淀物", Fault.SEDIMENT, 700),
    ("到货数量短少", Fault.SHORT_COUNT, 476),
    ("瓶内发现玻璃碎渣", Fault.FOREIGN_BODY, 20),
    ("罐口有铁锈痕迹", Fault.QUALITY, 4),
)
COMMON_WORD, RARE_WORD, COMMON_AND_RARE = "渗漏", "铁锈", "瓶底 沉淀"
BESIDES = (
    "已拍照",
    "其余产品正常",
    "门店已核实",
    "同批次已停售",
    "样品已留存",
    "来电人情绪激动",
    "尚有库存",
    "愿意配合调查",
)
WISHES = ("要求调换", "要求上门查看", "请尽快回复", "要求说明原因", "希望补足数量", "没有其他要求")
WORK = ("已上门检查设备并更换密封圈", "现场调试正常", "更换压缩机后运行正常", "指导客户存放方法", "取样带回检验")
