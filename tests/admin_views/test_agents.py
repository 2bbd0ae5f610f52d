from __future__ import annotations

import pytest

from admin_views.agents import agent_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


class TestAgentWords:
    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/131.0.0.0 Safari/537.36", "Chrome · Windows"),
            (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/131.0 Safari/537.36 Edg/131.0", "Edge · Windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
                "Safari · iPhone",
            ),
            (f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/120 Mobile MicroMessenger/8.0", "WeChat · Android"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"),
            ("curl/8.5", ""),
            ("", ""),
            ("<script>", ""),
        ],
    )
    def test_says_browser_and_system(self, agent, words):
        assert agent_words(agent) == words
