"""What may stand in a column, said in both languages: a blank form is read where there is no screen to translate."""

from __future__ import annotations

from exchange.columns import Column, Day, Line, Moment, Named, Whole, Words, YesNo, Yuan

NAMED = {
    "region": ("大区名称或编号", "The name or code of a region"),
    "department": ("部门名称或编号", "The name or code of a department"),
    "customer": ("客户编号", "The code of a customer"),
    "product": ("产品编码", "The SKU of a product"),
    "batch": ("批号", "The number of a batch"),
    "staff": ("工号", "The number of a member of the staff"),
    "complaint": ("投诉编号", "The number of a complaint"),
}


def hint_of(column: Column, language: str) -> str:
    """What may be written into a column."""
    place = 0 if language.startswith("zh") else 1
    content = column.content
    said = _shape(column)[place]
    words = content.allowed(language)
    if not words:
        return said
    between = "、" if place == 0 else "; "
    return f"{said}{between.join(words)}"


def _shape(column: Column) -> tuple[str, str]:
    content = column.content
    if isinstance(content, Line):
        return f"文字，最多{content.most}个字", f"Text, at most {content.most} characters"
    if isinstance(content, Whole):
        return f"整数，不小于{content.least}", f"A whole number, at least {content.least}"
    if isinstance(content, Named):
        return NAMED[content.subject]
    plain = {
        Yuan: ("金额（元），最多两位小数", "An amount in yuan with at most two decimals"),
        Day: ("日期，如2026-11-05", "A day such as 2026-11-05"),
        Moment: ("日期和时间，如2026-11-05 14:30", "A day and time such as 2026-11-05 14:30"),
        Words: ("可填一个或多个：", "One or several of: "),
        YesNo: ("", ""),
    }
    return plain.get(type(content), ("", ""))
