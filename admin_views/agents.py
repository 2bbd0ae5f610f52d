"""What a browser calls itself, as people would say it: `Chrome · Windows`."""

from __future__ import annotations

# The first mark that is found counts: browsers call themselves by their ancestors' names too.
BROWSERS = (
    ("wxwork", "WeCom"), ("micromessenger", "WeChat"), ("dingtalk", "DingTalk"), ("edg", "Edge"),
    ("firefox", "Firefox"), ("fxios", "Firefox"), ("opr", "Opera"), ("chrome", "Chrome"), ("crios", "Chrome"),
    ("safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iphone", "iPhone"), ("ipad", "iPad"), ("harmonyos", "HarmonyOS"), ("android", "Android"), ("windows", "Windows"),
    ("mac os", "macOS"), ("linux", "Linux"),
)  # fmt: skip


def agent_words(agent: str) -> str:
    """Browser and system of a user agent; '' when neither can be told."""
    lower = agent.lower()
    found = (next((name for mark, name in kinds if mark in lower), "") for kinds in (BROWSERS, SYSTEMS))
    return " · ".join(name for name in found if name)
