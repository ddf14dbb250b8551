"""Names of the months, in the languages files come in, without accents and dots.

Twelve groups a language; genitives and abbreviations beside the name.
"""

import re

_BY_LANGUAGE = """
English: jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept
    september|oct october|nov november|dec december
German: janner janer|feber februar febr|marz maerz mrz|april|mai|juni|juli|august|september|okt
    oktober|november|dez dezember
Czech: led leden ledna|uno unor unora|bre brezen brezna|dub duben dubna|kve kveten kvetna|cer cvn cerven
    cervna|cvc cervenec cervence|srp srpen srpna|zar zari|rij rijen rijna|lis listopad listopadu|pro
    prosinec prosince
Slovak: januar januara|februar februara|marec marca|april aprila|maj maja|jun juna|jul jula|august
    augusta|september septembra|oktober oktobra|november novembra|december decembra
Polish: sty styczen stycznia|lut luty lutego|marzec marca|kwi kwiecien kwietnia|maj maja|cze czerwiec
    czerwca|lip lipiec lipca|sie sierpien sierpnia|wrz wrzesien wrzesnia|paz pazdziernik pazdziernika|lis
    listopad listopada|gru grudzien grudnia
French: janv janvier|fev fevr fevrier|mars|avr avril|mai|juin|juil
    juillet|aout|septembre|octobre|novembre|decembre
Spanish: ene enero|febrero|marzo|abr abril|mayo|junio|julio|ago agosto|septiembre setiembre
    set|octubre|noviembre|dic diciembre
Italian: gen genn gennaio|febbr febbraio|marzo|aprile|mag magg maggio|giu giugno|lug luglio|ago
    agosto|sett settembre|ott ottobre|novembre|dic dicembre
Dutch: januari|februari|mrt maart|april|mei|juni|juli|augustus|september|oktober|november|december
Swedish: januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december
Finnish: tammi tammikuu tammikuuta|helmi helmikuu helmikuuta|maalis maaliskuu maaliskuuta|huhti huhtikuu
    huhtikuuta|touko toukokuu toukokuuta|kesa kesakuu kesakuuta|heina heinakuu heinakuuta|elo elokuu
    elokuuta|syys syyskuu syyskuuta|loka lokakuu lokakuuta|marras marraskuu marraskuuta|joulu joulukuu
    joulukuuta
Portuguese: janeiro|fev fevereiro|marco|abr abril|mai maio|junho|julho|agosto|set setembro|out
    outubro|novembro|dez dezembro
"""


def _numbered() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for months in re.split(r"^\w+: ", _BY_LANGUAGE.strip(), flags=re.MULTILINE)[1:]:
        for number, names in enumerate(months.split("|"), start=1):
            for name in names.split():
                numbers.setdefault(name, number)
    return numbers


MONTHS = _numbered()
