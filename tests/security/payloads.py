"""Strings that attack or break. Injected elements and handlers are named `zap`, so that a parsed page shows them."""

from __future__ import annotations

XSS = (
    "<zap>",
    "<script>zap()</script>",
    "<img src=x onzap=1>",
    '"><zap onzap=1>',
    "'><zap onzap=1>",
    "</textarea><zap>",
    "</title><zap>",
    "</script><zap>",
    "</style><zap>",
    "</option></select><zap>",
    "--><zap><!--",
    "<svg/onzap=1>",
    "x' onzap='1",
    'x" onzap="1',
    "` onzap=1 `",
    "&lt;zap&gt;<zap>",
    "javascript:zap()",
    "<a href=javascript:zap()>x",
    "%3Czap%3E<zap>",
    "<<zap>zap>",
    "\u2028<zap>\u2029",
)
TEMPLATES = (
    "{{7*191}}",
    "{% set x = 7 * 191 %}{{ x }}",
    "${7*191}",
    "<%= 7*191 %>",
    "#{7*191}",
    "{{''.__class__}}",
    "%(x)s",
    "{0}",
    "%s%n",
)
SOLVED = ("1337", "<class")

HOSTILE = (
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202ekcab\u202c",
    "👩‍👩‍👧‍👦🏴",
    "１２３",
    "9" * 100_000,
    "1e400",
    "-1",
    "NaN",
    "' OR '1'='1",
    "%' ESCAPE '",
    "\\",
    "a\r\nSet-Cookie: zap=1",
    "x" * 70_000,
    "[]",
    "../../../etc/passwd",
    "2026-02-30",
    "0001-01-01",
    "99999999999999999999",
)
# Values of `next` that lead elsewhere, or could.
AWAY = (
    "//evil.example", "///evil.example", "////evil.example", "https://evil.example", "http://evil.example", "http:evil.example",
    "https:/evil.example", "https:evil.example", "HtTpS://evil.example", "//evil.example\\@localhost", "/\\evil.example",
    "\\\\evil.example", "\\/evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example",
    "//localhost@evil.example", "https://localhost@evil.example", "https://localhost.evil.example", "javascript:alert(1)",
    "data:text/html,x", "ftp://evil.example", "//evil.example/%2f..", "/\x00/evil.example", "//[::1", "evil.example",
    "@evil.example",
)  # fmt: skip
