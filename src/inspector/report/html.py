"""Pages as one self-contained file each: templates rendered strictly, styles and scripts inlined and named in the page's CSP."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from inspector.appraise import STATES
from inspector.model.words import Words
from inspector.rectify.words import STATUS
from inspector.report import channels, phrases
from inspector.report.figures import histogram
from inspector.report.links import clean, folder, shown, stem

STYLES = ("colours.css", "page.css", "parts.css", "charts.css", "wide.css", "orders.css", "print.css", "year.css")
SCRIPTS = ("language.js", "wide.js", "page.js")
COPY_STYLES = ("colours.css", "copy.css", "wide.css")
COPY_SCRIPTS = ("language.js", "wide.js")
HANDBOOK = "rules.html"
_BETWEEN = "\x1f"
"""Between the Chinese and the English half of a title, until it is one."""


class Pages:
    """Renders the pages of one inspection in its languages, the first of them shown by default."""

    def __init__(self, languages: tuple[str, ...], handbook: Mapping[str, str] | None = None) -> None:
        """`handbook` says on which page of it a rule is; a rule not named there is on its index.

        Refuses an empty choice or a language without texts.
        """
        if not languages or set(languages) - {"zh", "en"}:
            raise ValueError(f"languages must be chosen from zh and en, not {languages!r}")
        self.say = _speaker(languages)
        """Words in every language of the pages."""
        self._environment = _environment(languages)
        pages = handbook or {}
        self._environment.globals["rule_page"] = lambda rule: f"{pages.get(rule, HANDBOOK)}#{stem(rule)}"

    def render(self, template: str, values: Mapping[str, object]) -> str:
        """The whole page."""
        return self._environment.get_template(template).render(values)

    def part(self, template: str, macro: str, *given: object) -> Markup:
        """A part of a page: what a macro makes of `given`."""
        made: Markup = getattr(self._environment.get_template(template).module, macro)(*given)
        return made


class _Compiled(BytecodeCache):
    """Templates as they were compiled first in this process, which takes longer than to fill them for a small district."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


@cache
def _compiled(_: tuple[str, ...]) -> BytecodeCache:
    """One for each choice of languages: what a template says for certain is put together when it is compiled."""
    return _Compiled()


def _environment(languages: tuple[str, ...]) -> Environment:
    environment = Environment(
        bytecode_cache=_compiled(languages),
        loader=PackageLoader("inspector.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    say = _speaker(languages)
    environment.globals |= {
        **_skin("", STYLES, SCRIPTS),
        **_skin("copy_", COPY_STYLES, COPY_SCRIPTS),
        "languages": languages,
        "say": say,
        "t": _filler(say),
        "title": _title,
        "phrases": phrases,
        "states": STATES,
        "order_words": STATUS,
        "channel_words": channels,
        "histogram": histogram,
    }
    environment.filters |= {
        "titled": lambda text: _titled(text, languages),
        "num": num,
        "signed": signed,
        "percent": percent,
        "quarter": quarter,
        "when": when,
        "stem": stem,
        "folder": folder,
        "shown": shown,
        "short": short,
    }
    return environment


def _speaker(languages: tuple[str, ...]) -> Callable[[Words], Markup]:
    """Words in every language of the report; the style sheet shows the chosen one. The same words are only put together once."""

    @lru_cache(maxsize=4096)
    def said(zh: str, en: str) -> Markup:
        if zh == en or len(languages) == 1:
            return escape(clean(zh if languages[0] == "zh" else en))
        both = f"<span class=z>{escape(clean(zh))}</span><span class=e lang=en>{escape(clean(en))}</span>"
        return Markup(both)  # noqa: S704 - escaped above

    return lambda text: said(text.zh, text.en)


def _filler(say: Callable[[Words], Markup]) -> Callable[..., Markup]:
    """Speaks a template's own words, their places filled."""

    def fill(zh: str, en: str, **values: object) -> Markup:
        words = Words(zh, en)
        return say(words.fill(**values) if values else words)

    return fill


def _title(zh: str, en: str, **values: object) -> Markup:
    """The name of a page in both languages, for `titled`."""
    words = Words(zh, en).fill(**values)
    return escape(_BETWEEN.join((clean(words.zh), clean(words.en))))


def _titled(text: str, languages: tuple[str, ...]) -> Markup:
    """The name of a page as its title: in its only language; where there are two in both, of which the script leaves the chosen one."""
    zh, _, en = str(text).strip().partition(_BETWEEN)
    named = {"zh": zh, "en": en or zh}
    if len(languages) == 1 or named["zh"] == named["en"]:
        return Markup(f"<title>{named[languages[0]]}</title>")  # noqa: S704 - escaped by `_title` or by the template
    both = " · ".join(named[language] for language in languages)
    return Markup(f'<title data-zh="{zh}" data-en="{en}">{both}</title>')  # noqa: S704 - escaped like the above


def _finalize(value: object) -> object:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def num(value: Decimal) -> str:
    """A figure without superfluous zeros, two decimals at most: `83.5`."""
    text = f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".").replace("-", "−") if "." in text else text


def signed(value: Decimal) -> str:
    """A figure with its sign: `+2`, `−1.5`, `0`."""
    return f"+{num(value)}" if value > 0 else num(value)


def percent(value: Decimal) -> str:
    """A share from 0 to 1 as a percentage: `97%`; never rounded up to all."""
    whole = (value * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{num(Decimal('99.9') if whole == 100 and value < 1 else whole)}%"


def quarter(name: str) -> Words:
    """`2026Q4` in words; another name of a window as it is."""
    year, _, number = name.partition("Q")
    if not (year.isdigit() and number in ("1", "2", "3", "4")):
        return Words(name, name)
    return Words(f"{year}年第{'一二三四'[int(number) - 1]}季度", f"Q{number} {year}")


def when(stamp: str) -> str:
    """An ISO time for reading; the offset of Beijing time is left out."""
    return stamp.removesuffix("+08:00").replace("T", " ")


def short(digest: str) -> str:
    """The first twelve characters of a digest."""
    return digest[:12]


@cache
def _asset(name: str) -> str:
    return files("inspector.report").joinpath("templates", "assets", name).read_text(encoding="utf-8")


@cache
def _skin(prefix: str, styles: tuple[str, ...], scripts: tuple[str, ...]) -> dict[str, str]:
    """The style, the script and the policy that permits exactly these two."""
    style, script = "".join(map(_asset, styles)), "".join(map(_asset, scripts))
    return {
        f"{prefix}style": Markup(style),  # noqa: S704 - our own files
        f"{prefix}script": Markup(script),  # noqa: S704 - our own files
        f"{prefix}policy": _policy(style, script),
    }


def _policy(style: str, script: str) -> str:
    """A policy under which nothing runs, loads or is sent but the page's own style and script."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
