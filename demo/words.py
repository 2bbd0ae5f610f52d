"""What people of the demo company say and write: names, places, goods, what was wrong and what was found."""

from __future__ import annotations

from terms.complaint import Responsible
from terms.trade import Fault, Package

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
GIVEN = (
    "伟", "芳", "娜", "敏", "静", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "桂英", "建国", "志强", "晓明",
    "海燕", "文静", "雪梅", "子涵", "雨桐", "欣怡", "浩然", "俊杰", "思远", "佳琪", "丽华", "国庆", "春兰", "德福", "小红", "婷婷",
    "鹏飞", "玉兰", "建华", "晨曦",
)  # fmt: skip
# Cities of each region, with area codes' worth of streets.
CITIES = {
    "AH": ("合肥市蜀山区", "合肥市包河区", "芜湖市镜湖区", "安庆市迎江区", "蚌埠市龙子湖区", "阜阳市颍州区"),
    "SH": ("南京市鼓楼区", "苏州市姑苏区", "无锡市梁溪区", "上海市闵行区", "上海市杨浦区", "徐州市泉山区"),
    "ZJ": ("杭州市西湖区", "杭州市余杭区", "宁波市鄞州区", "温州市鹿城区", "金华市婺城区", "绍兴市越城区"),
    "CY": ("成都市武侯区", "成都市锦江区", "重庆市渝中区", "重庆市江北区", "贵阳市南明区", "昆明市五华区"),
    "XB": ("西安市雁塔区", "西安市碑林区", "兰州市城关区", "银川市兴庆区", "西宁市城东区", "咸阳市秦都区"),
    "XE": ("长沙市岳麓区", "长沙市雨花区", "武汉市洪山区", "武汉市江岸区", "南昌市东湖区", "株洲市天元区"),
    "YG": ("广州市天河区", "广州市番禺区", "深圳市南山区", "佛山市禅城区", "南宁市青秀区", "海口市龙华区"),
    "FJ": ("福州市鼓楼区", "福州市仓山区", "厦门市思明区", "泉州市丰泽区", "漳州市芗城区", "莆田市城厢区"),
}
STREETS = (
    "人民路",
    "解放路",
    "中山路",
    "建设路",
    "长江路",
    "文化路",
    "和平街",
    "新华街",
    "学府路",
    "滨河路",
    "迎宾大道",
    "朝阳路",
)
SHOPS = (
    "便民超市",
    "街口便利店",
    "惠民生活超市",
    "家家福超市",
    "悦邻生鲜",
    "校门口小卖部",
    "加油站便利店",
    "小区自动售货机",
    "老李副食店",
    "东街百货",
)
TRADERS = (
    "恒源",
    "瑞丰",
    "金穗",
    "鸿运",
    "诚信",
    "大自然",
    "康达",
    "汇通",
    "天泽",
    "顺发",
    "华茂",
    "盛世",
    "佳和",
    "长兴",
    "德利",
    "兴隆",
)
TRADE_NAMES = {
    "distributor": ("商贸有限公司", "饮料经营部", "食品有限公司", "酒水商行"),
    "wholesaler": ("批发部", "批发商行"),
    "sales_point": ("超市", "便利店", "烟酒店", "餐馆"),
}

# flavour: (fillings it is sold in)
FLAVOURS = (
    "黄桃汽水", "甜橙汽水", "荔枝汽水", "盐汽水", "云溪可乐", "柠檬苏打水", "冰红茶", "茉莉花茶", "乌龙茶", "绿茶", "酸梅汤", "杏仁露",
    "椰子汁", "芒果汁", "苹果汁", "鲜橙汁", "水蜜桃汁", "山楂汁", "维生素饮料", "能量饮料", "电解质水", "纯净水", "矿泉水", "豆奶",
    "花生牛奶", "凉茶", "菊花茶", "蜂蜜柚子茶", "白桃气泡水", "青柠气泡水",
)  # fmt: skip
# package, filling, units a case, shelf life in days, yuan a bottle
FILLINGS = (
    (Package.CAN, "330ml", 24, 540, "3.20"),
    (Package.GLASS, "250ml", 24, 365, "4.50"),
    (Package.PET, "500ml", 15, 365, "3.50"),
    (Package.CARTON, "250ml", 24, 270, "2.80"),
)

# What can go wrong with goods in each package, with how often.
FAULTS = {
    Package.CAN: ((Fault.LEAK, 40), (Fault.DAMAGED_PACKAGE, 22), (Fault.OFF_TASTE, 14), (Fault.QUALITY, 12), (Fault.LABEL, 4), (Fault.SHORT_COUNT, 8)),
    Package.GLASS: ((Fault.BREAKAGE, 36), (Fault.LEAK, 20), (Fault.FOREIGN_BODY, 18), (Fault.SEDIMENT, 12), (Fault.OFF_TASTE, 8), (Fault.SHORT_COUNT, 6)),
    Package.PET: ((Fault.LEAK, 28), (Fault.OFF_TASTE, 22), (Fault.SEDIMENT, 18), (Fault.QUALITY, 16), (Fault.LABEL, 8), (Fault.SHORT_COUNT, 8)),
    Package.CARTON: ((Fault.DAMAGED_PACKAGE, 34), (Fault.LEAK, 26), (Fault.QUALITY, 24), (Fault.OFF_TASTE, 12), (Fault.LABEL, 4)),
}  # fmt: skip
SAID = {
    Fault.LEAK: ("整箱打开后发现{n}{u}渗漏，纸箱底部潮湿", "买回家发现{n}{u}瓶盖处渗漏，液位偏低", "{n}{u}封口不严，倒置即渗液"),
    Fault.BREAKAGE: ("收货时{n}{u}破碎，玻璃渣散落箱内", "开箱发现{n}{u}瓶口崩裂"),
    Fault.DAMAGED_PACKAGE: ("外包装压扁，{n}{u}变形无法销售", "{n}{u}包装破损，外箱塌陷"),
    Fault.QUALITY: ("{n}{u}胀包，保质期内不敢饮用", "{n}{u}颜色发暗，与平时明显不同", "{n}{u}饮用后感觉变质"),
    Fault.FOREIGN_BODY: ("瓶内发现黑色絮状异物，共{n}{u}", "未开启的{n}{u}内可见小飞虫", "瓶底有疑似玻璃碎屑，涉及{n}{u}"),
    Fault.OFF_TASTE: ("饮用时有塑料味，{n}{u}均如此", "口味偏酸，疑似变质，共{n}{u}", "碳酸气不足，味道寡淡，{n}{u}"),
    Fault.SEDIMENT: ("瓶底有白色沉淀，摇匀后仍有颗粒，{n}{u}", "{n}{u}出现分层和絮状沉淀"),
    Fault.LABEL: ("{n}{u}标签脱落或贴反", "{n}{u}生产日期喷码模糊重叠"),
    Fault.SHORT_COUNT: ("整箱少装，缺{n}{u}", "开箱清点短少{n}{u}，封箱胶带完好"),
    Fault.NEAR_EXPIRY: ("库存临近保质期，申请调换{n}{u}", "门店滞销，剩余{n}{u}申请换货"),
    Fault.UNWANTED: ("订货过量，申请退换{n}{u}",),
    Fault.SERVICE: ("反映送货人员态度生硬，拒绝搬运上楼", "反映业务员承诺的回复一直没有兑现", "反映客服电话多次无人接听"),
}  # fmt: skip
DEMANDS = ("换货", "换货并说明原因", "赔偿", "赔偿并书面道歉", "退款", "尽快处理", "")
FOUND = {
    Fault.LEAK: (("瓶盖压合力矩偏低，同批留样复查合格", "封口工序参数漂移", Responsible.PRODUCTION), ("外箱有挤压痕迹，判断为运输途中受压", "运输挤压", Responsible.TRANSPORT)),
    Fault.BREAKAGE: (("箱角受力，瓶口崩裂，装卸记录有跌落", "装卸跌落", Responsible.TRANSPORT), ("仓库码放超高，底层受压", "超高码放", Responsible.DISTRIBUTOR)),
    Fault.DAMAGED_PACKAGE: (("外箱受潮变软后塌陷", "仓储受潮", Responsible.DISTRIBUTOR), ("卸货时叉车碰撞", "装卸碰撞", Responsible.TRANSPORT)),
    Fault.QUALITY: (("货架靠窗长期日晒，留样正常", "售点日晒", Responsible.SALES_POINT), ("封合不良导致胀包，同班次另有反映", "封合不良", Responsible.PRODUCTION)),
    Fault.FOREIGN_BODY: (("实物送检，异物为密封圈碎屑", "灌装阀密封圈老化", Responsible.PRODUCTION), ("未能取得实物，照片无法判断", "", Responsible.UNKNOWN)),
    Fault.OFF_TASTE: (("留样口感正常，消费者存放于车内高温处", "高温存放", Responsible.CONSUMER), ("同批复检，二氧化碳含量偏低", "混比偏差", Responsible.PRODUCTION)),
    Fault.SEDIMENT: (("果肉自然沉淀，摇匀即可，已解释", "产品特性", Responsible.UNKNOWN), ("均质压力不足", "均质参数偏低", Responsible.PRODUCTION)),
    Fault.LABEL: (("贴标机偏位，已调整", "贴标偏位", Responsible.PRODUCTION),),
    Fault.SHORT_COUNT: (("装箱机漏检，称重记录偏低", "装箱漏检", Responsible.PRODUCTION),),
    Fault.NEAR_EXPIRY: (("核对进货单与库存，情况属实", "订货过量", Responsible.DISTRIBUTOR),),
    Fault.UNWANTED: (("核对订单，情况属实", "订货过量", Responsible.DISTRIBUTOR),),
    Fault.SERVICE: (("向当事人核实，沟通方式欠妥", "服务态度", Responsible.SERVICE), ("调取通话记录，当日线路繁忙", "线路繁忙", Responsible.SERVICE)),
}  # fmt: skip
TALKED = (
    "已致电核实购买地点和批号，约定当天答复",
    "已与对方联系，请其保留实物和小票",
    "已电话致歉并记录诉求",
    "已加微信接收照片，核对生产日期一致",
)
NOT_REACHED = ("电话无人接听，已发短信", "号码占线，稍后再拨")
CARRIERS = ("自有车辆", "经销商代送", "市内快运", "干线物流", "业务员自提送货")
PROOFS = ("当面签收，已拍照", "送货单签字收回", "经销商代收并签章", "收款确认单已回传")
PAPERS = ("{office}1号柜", "{office}2号柜", "{office}3号柜", "{office}2号柜第2层")
PRAISE = ("处理及时，表示满意", "态度好，没有其他意见", "对结果满意，建议改进瓶盖", "满意，谢谢", "")
GRUMBLES = ("认为赔偿偏少，不接受", "换来的货仍有问题", "等了太久，要求重新处理", "只换货不道歉，不满意")
DIFFERENCES = ("消费者称只收到一半补货，与处理单不符", "消费者称无人上门，处理单写已送达", "消费者称未收到任何补偿")
SEND_BACK = ("照片缺少批号，请补充后再报", "数量与登记不一致，请核对", "请写明责任方判断依据", "倍数偏高，请说明理由")
REFUSALS = ("不符合赔偿条件，按等量调换重报", "证据不足，不同意该倍数")
WITHDRAWN = ("投诉人来电表示不再追究", "经核实系登记错误", "投诉人自行与售点解决")
DISPUTES = ("对赔偿金额有异议，要求第三方调解", "已向消协投诉，等待调解", "要求按食品安全法十倍赔偿")
SETTLED = ("经消协调解，双方接受原处理方案", "双方协商一致，补送一箱并致歉")
PROMOTIONS = ("", "", "", "满10箱赠1箱", "新品铺货赠冰柜押金减半", "节日促销每箱减3元", "满50箱赠遮阳伞")
INCIDENTS = ("小学春游集体用餐", "公司年会用饮", "工地高温慰问", "社区运动会", "婚宴用饮", "中学军训用水")
SERVICE_REQUESTS = (
    "冷柜不制冷，请上门查看",
    "售货机出货口卡瓶",
    "新到冰柜需要安装调试",
    "申请陈列设备保养",
    "请教过期品下架规定，需现场培训",
    "现调机出水偏甜",
)
WORK_DONE = (
    "更换温控器，运行正常",
    "清理出货道并校准",
    "安装到位，讲解使用方法",
    "清洗冷凝器，检查门封",
    "现场培训两名店员",
    "调整糖浆比例并复测",
)
