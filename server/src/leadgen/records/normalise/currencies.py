"""Currencies: the words and signs people write, and the digits of the smallest unit."""

import pycountry

_WRITTEN = {
    "USD": "$ us$ us dollar dollars dollaru dolaru",
    "EUR": "€ euro euros eura eur",
    "GBP": "£ pound pounds sterling libra",
    "CZK": "kc korun korunceskych kcs",
    "PLN": "zl zlotych zloty",
    "CHF": "sfr fr fr. franken",
    "JPY": "¥ yen 円",
    "CNY": "rmb yuan 元",
    "INR": "₹ rs rupees",
    "HUF": "ft forint",
    "RUB": "₽ rubles",
    "UAH": "₴ hryvnia",
    "TRY": "₺ lira",
    "ILS": "₪",
    "KRW": "₩ won",
    "VND": "₫",
    "BRL": "r$ reais",
    "AUD": "a$ au$",
    "CAD": "c$ ca$",
    "NZD": "nz$",
    "SGD": "s$",
    "HKD": "hk$",
    "RON": "lei leu",
    "BGN": "lv leva",
    "DKK": "dkr",
    "SEK": "skr",
    "NOK": "nkr",
}

CURRENCY_WORDS = {currency.alpha_3.lower(): str(currency.alpha_3) for currency in pycountry.currencies} | {
    word: code for code, words in _WRITTEN.items() for word in words.split()
}

_NO_MINOR = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
# Digits behind the mark in ISO 4217 where they are not two.
MINOR_DIGITS = dict.fromkeys(_NO_MINOR.split(), 0) | dict.fromkeys(_THREE.split(), 3)
