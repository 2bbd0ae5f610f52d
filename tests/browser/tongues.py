"""One company in two languages, and what must not be read in the other one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.factories import Company

# A clause is called as the Chinese document calls it, and the switch names the other language in that language.
CLAUSE = re.compile(r"\bP\d\d\s*[〈(]?[一二三四五六七八九十]+[〉)]?(\s*[\d()（）-]+)*")
HAN = re.compile(r"[㐀-鿿]")
ENGLISH_WORDS = re.compile(r"\b[A-Za-z]{2,}(?:[ '-]+[A-Za-z]+)+\b")
SWITCH = re.compile(r"^(中文|English)$", re.MULTILINE)


@dataclass(frozen=True)
class Tongue:
    """How a journey speaks: the reader's browser, the company's names, what people type, what they read."""

    locale: str
    names: dict[str, str]
    typed: dict[str, str]
    read: dict[str, str]

    def name(self, company: Company) -> None:
        """Give everybody and everything a name of this language."""
        # Read first: the word index takes away the old words.
        for row in (company.region, company.department, company.product, company.customer, *company.everybody()):
            company.session.refresh(row)
        company.region.name, company.department.name = self.names["region"], self.names["department"]
        company.product.name, company.product.spec = self.names["product"], self.names["spec"]
        company.customer.name, company.customer.address = self.names["customer"], self.names["address"]
        for row in company.everybody():
            row.name = next(iter(row.roles)).label(self.language) + self.names["person"]
        company.session.commit()

    @property
    def language(self) -> str:
        return self.locale[:2]

    def strangers(self, page: Page) -> list[str]:
        """The lines a page shows in the wrong language."""
        shown = page.locator("body").inner_text()
        wrong = HAN if self.language == "en" else ENGLISH_WORDS
        lines = CLAUSE.sub("", SWITCH.sub("", shown)).splitlines()
        return [line for line in lines if wrong.search(line)]


CHINESE = Tongue(
    locale="zh-CN",
    names={
        "region": "安徽", "department": "东区销售部", "product": "黄桃汽水", "spec": "250ml×24", "customer": "李敏",
        "address": "合肥市蜀山区1号", "person": "小王",
    },
    typed={
        "product": "桃", "what": "整箱24瓶中有12瓶瓶盖渗漏", "place": "街口便利店", "said": "已致电核实，瓶子还在",
        "facts": "瓶盖压合不严", "reason": "消费者聚会用，全部退回", "paper": "综合部3号柜", "carrier": "自有车辆",
        "by": "李敏", "proof": "签收单照片", "result": "已调换12瓶并赔偿48瓶", "answers": "很满意",
    },
    read={
        "missing": "购买地点", "complete": "制度要求的信息已齐全", "due": "16:00", "head": "销售部长",
        "office": "综合部", "waits": "等待签字：销售部长",
        "handling": "售后服务处理单", "call_back": "回访记录表", "closed": "已结案",
    },
)  # fmt: skip
ENGLISH = Tongue(
    locale="en-GB",
    names={
        "region": "Anhui", "department": "Sales East", "product": "Peach soda", "spec": "250ml×24",
        "customer": "Mary Li", "address": "1 Shushan Road, Hefei", "person": " Wang",
    },
    typed={
        "product": "p", "what": "12 of the 24 bottles in a case leak", "place": "Corner shop",
        "said": "Called; the bottles are still there", "facts": "The caps do not close", "reason": "All were for a party",
        "paper": "Cabinet 3", "carrier": "Own van", "by": "Mary Li", "proof": "Photo of the receipt",
        "result": "12 bottles exchanged, 48 given", "answers": "Very satisfied",
    },
    read={
        "missing": "Place of purchase", "complete": "Every fact the policy demands is there.", "due": "16:00",
        "head": "Department head", "office": "General office", "waits": "It waits for: Department head",
        "handling": "After-sales handling form", "call_back": "Call-back record", "closed": "Closed",
    },
)  # fmt: skip
