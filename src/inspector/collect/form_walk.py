"""An online form walked up to its last step, and no further: nothing is ever submitted.

Links that lead on are followed as any page is opened. Before the first field is filled or the first button pressed the browser is
sealed: from then on not one request of the page is answered, whatever its scripts try. The button that would submit is found,
never pressed. A captcha is noted, never solved; a login is where the walk ends.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from inspector.collect.browser import Visit, quiet

if TYPE_CHECKING:
    from playwright.async_api import Page

_MOST_LINKS = 3
_MOST_STEPS = 8
_SETTLE_S = 0.4
_FILLING = "渠道检查，不是申请"
_NEXT = "下一步|继续|同意并|我要申请|在线申请|开始申请|填写申请|进入申请|我已阅读|next"
_SUBMIT = "提交|递交|submit|确认申请|保存并申请"
_AGREE = "同意|已阅读|知晓|了解|agree"
_CAPTCHA = "验证码|校验码|captcha|滑块|拖动.{0,6}验证"

_LOOK = """([nextWords, submitWords, captchaWords]) => {
  const shown = e => { const r = e.getBoundingClientRect(), s = getComputedStyle(e);
    return r.width > 0 && r.height > 0 && s.visibility !== "hidden" && s.display !== "none"; };
  const words = e => (e.innerText || e.value || e.title || e.getAttribute("aria-label") || "").trim().slice(0, 40);
  const has = (pattern, text) => new RegExp(pattern, "i").test(text);
  const presses = [...document.querySelectorAll("button, input[type=submit], input[type=button], a, [role=button]")].filter(shown);
  const fields = [...document.querySelectorAll("input, textarea, select")].filter(shown)
    .filter(e => !["hidden", "submit", "button", "image", "reset", "checkbox", "radio"].includes(e.type));
  const around = [...document.querySelectorAll("img, canvas, input, label, div[class*=captcha i], div[id*=captcha i]")].filter(shown);
  const link = [...document.querySelectorAll("a[href]")].filter(shown).find(e => has(nextWords, words(e)) && /^https?:/.test(e.href));
  return {
    fields: fields.length,
    login: fields.some(e => e.type === "password"),
    submit: (presses.find(e => has(submitWords, words(e)) && !has("查询|搜索|检索|登录", words(e))) || null) !== null,
    captcha: around.some(e => has(captchaWords, [words(e), e.id, e.name, e.alt, e.src, e.placeholder, e.className].join(" "))),
    link: link ? link.href.split("#")[0] : "",
    next: presses.findIndex(e => has(nextWords, words(e)) && !has(submitWords, words(e)) && !e.disabled),
  };
}"""
_FILL = """([filling, agreeWords]) => {
  const shown = e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0; };
  const told = e => ["input", "change"].forEach(kind => e.dispatchEvent(new Event(kind, {bubbles: true})));
  const bound = e => document.querySelector(`label[for="${e.id}"]`);
  const label = e => [e.closest("label")?.innerText, bound(e)?.innerText, e.parentElement?.innerText].join(" ");
  for (const e of document.querySelectorAll("input, textarea, select")) {
    if (!shown(e) || e.disabled || e.readOnly) continue;
    if (e.type === "checkbox") { if (!e.checked && new RegExp(agreeWords).test(label(e))) e.click(); }
    else if (e.type === "radio") { if (e.name && !document.querySelector(`input[name="${CSS.escape(e.name)}"]:checked`)) e.click(); }
    else if (e.tagName === "SELECT") { const o = [...e.options].find(o => o.value); if (!e.value && o) { e.value = o.value; told(e); } }
    else if (["text", "textarea", "search", ""].includes(e.type) && !e.value) { e.value = filling; told(e); }
  }
}"""
_PRESS = """([number]) => {
  const shown = e => { const r = e.getBoundingClientRect(), s = getComputedStyle(e);
    return r.width > 0 && r.height > 0 && s.visibility !== "hidden" && s.display !== "none"; };
  [...document.querySelectorAll("button, input[type=submit], input[type=button], a, [role=button]")].filter(shown)[number].click();
}"""


@dataclass(slots=True)
class Walk:
    """What was met on the way; `steps` are the pages and buttons passed. Used once, as what the browser does with a page."""

    outcome: str = "undetermined"
    zh: str = "浏览器未能打开表单"
    en: str = "the browser could not open the form"
    reason: str = "not_opened"
    captcha: bool = False
    steps: list[str] = field(default_factory=list)

    async def __call__(self, page: Page, visit: Visit) -> None:
        """Walk from the open page."""
        await self._follow(page, visit)
        visit.sealed = True
        for _ in range(_MOST_STEPS):
            await page.evaluate(_FILL, [_FILLING, _AGREE])
            seen = await self._look(page)
            if self._ended(seen):
                return
            self.steps.append("button")
            await page.evaluate(_PRESS, [seen["next"]])
            await asyncio.sleep(_SETTLE_S)
        self._say("undetermined", "步骤过多，未走到提交前一步", "too many steps before the last one", "too_long")

    async def _follow(self, page: Page, visit: Visit) -> None:
        """Open what the page's own links lead to, until there are fields."""
        for _ in range(_MOST_LINKS):
            seen = await self._look(page)
            if seen["fields"] > 1 or not seen["link"] or seen["link"] == page.url.split("#")[0]:
                return
            self.steps.append(_plain(seen["link"]))
            await page.goto(seen["link"], wait_until="load", timeout=0)
            await quiet(visit)

    async def _look(self, page: Page) -> dict[str, Any]:
        seen: dict[str, Any] = await page.evaluate(_LOOK, [_NEXT, _SUBMIT, _CAPTCHA])
        self.captcha |= bool(seen["captcha"])
        return seen

    def _ended(self, seen: dict[str, Any]) -> bool:
        """Whether the last step is reached, or nothing leads on."""
        if seen["login"]:
            self._say("undetermined", "需要登录，不再继续", "a login is needed: not gone on", "login")
        elif seen["submit"] and seen["fields"]:
            zh, en = (
                f"已走到提交前一步（{len(self.steps)}步），未提交",
                f"walked to the last step ({len(self.steps)} steps), not submitted",
            )
            self._say("pass", zh, en, "")
        elif seen["next"] < 0:
            why = ("captcha", "验证码之后无法继续", "a captcha bars the way") if self.captcha else _LOST
            self._say("undetermined", why[1], why[2], why[0])
        else:
            return False
        return True

    def _say(self, outcome: str, zh: str, en: str, reason: str) -> None:
        self.outcome, self.zh, self.en, self.reason = outcome, zh, en, reason

    def json(self) -> dict[str, Any]:
        """As an observation keeps it."""
        said = {"outcome": self.outcome, "zh": self.zh, "en": self.en, "reason": self.reason}
        return {"walked": said, "captcha": self.captcha, "steps": self.steps}


_LOST = ("no_way_on", "没有找到下一步或提交按钮", "neither a next step nor a button to submit was found")


def _plain(url: str) -> str:
    """An address without session ids."""
    return re.sub(r";jsessionid=[^?#]*", "", url)
