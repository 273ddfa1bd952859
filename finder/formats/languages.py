"""Languages by the names that their readers know them by."""

from __future__ import annotations

OWN_NAMES = {
    "en": "English", "es": "Español", "ar": "العربية", "de": "Deutsch", "fr": "Français", "hi": "हिन्दी",
    "hu": "Magyar", "ja": "日本語", "ko": "한국어", "pl": "Polski", "pt": "Português", "ru": "Русский",
    "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"ar"})


def own_name(code: str) -> str:
    """Return a language's name in that language."""
    return OWN_NAMES[code]


def direction(code: str) -> str:
    """Return the way a language is written, as HTML says it."""
    return "rtl" if code in _RIGHT_TO_LEFT else "ltr"
