"""What family and given names tell of their order, where a language puts the family name first.

Only names that are the one and hardly ever the other: a list that guesses would turn right names round.
"""

import re

from leadgen.records.normalise.words import words

# Slavic, Romanian and Greek endings that no given name has.
_FAMILY_ENDING = re.compile(
    r"[^\W\d_]{2,}(?:ová|ovová|ovský|ovská|ewski|owski|owska|ewska|iński|ińska|ński|ńska|czyk|owicz|ewicz|"
    r"[wlrnm]sk[iý]|[lrnwm]ská|[cz]ký|[cz]ká|escu|opoulos|idze|shvili)"
)
_HUNGARIAN_FAMILIES = words(
    "Nagy Kovács Tóth Szabó Horváth Varga Kiss Kis Molnár Németh Farkas Balogh Balog Papp Pap Takács "
    "Juhász Lakatos Mészáros Oláh Rácz Fekete Szilágyi Török Fehér Gál Szűcs Szücs Kocsis Pintér Fodor "
    "Szalai Szalay Sipos Magyar Lukács Gulyás Biró Bíró Király Katona Bogdán Boros Fazekas Kelemen "
    "Somogyi Váradi Vincze Hegedűs Hegedüs Deák Budai Szőke Vörös Vass Vas Lengyel Fábián Bognár Bodnár "
    "Hajdu Hajdú Halász Székely Kozma Pásztor Bakos Dudás Virág Nemes Orbán Soós Faragó Barta Kovacs "
    "Toth Szabo Horvath Nemeth Meszaros Takacs Juhasz Szucs Torok Feher"
)
_HUNGARIAN_GIVEN = words(
    "János István László Zoltán Gábor Ferenc Attila Zsolt Tibor Balázs Csaba Imre Lajos Péter Tamás "
    "József Sándor György Béla Gergő Gergely Krisztián Szabolcs Ádám Dániel Dávid Máté Bence Levente "
    "Norbert Róbert Miklós Mihály Károly András Ákos Árpád Barnabás Botond Dezső Endre Ernő Géza Gyula "
    "Jenő Kálmán Kornél Márton Mátyás Ottó Pál Rudolf Vilmos Viktor Anna Mária Éva Katalin Ildikó "
    "Erzsébet Zsuzsanna Zsuzsa Judit Ágnes Andrea Erika Krisztina Mónika Ilona Margit Anikó Gabriella "
    "Tünde Eszter Réka Nóra Dóra Zsófia Kinga Boglárka Csilla Edit Emese Enikő Gizella Györgyi Hajnalka "
    "Henrietta Irén Izabella Klára Lívia Magdolna Melinda Nikolett Noémi Orsolya Piroska Renáta Szilvia "
    "Teréz Tímea Veronika Viktória Zita Janos Istvan Laszlo Zoltan Gabor Tamas Jozsef Sandor Gyorgy"
)
_KOREAN_FAMILIES = words(
    "Kim Lee Park Choi Jung Jeong Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong"
)
_KOREAN_GIVEN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,6}")
# People of Spain and Latin America carry two of these.
_SPANISH_FAMILIES = words(
    "García Garcia Rodríguez Rodriguez González Gonzalez Fernández Fernandez López Lopez Martínez "
    "Martinez Sánchez Sanchez Pérez Perez Gómez Gomez Martín Jiménez Jimenez Ruiz Hernández Hernandez "
    "Díaz Diaz Moreno Muñoz Munoz Álvarez Alvarez Romero Alonso Gutiérrez Gutierrez Navarro Torres "
    "Domínguez Dominguez Vázquez Vazquez Ramos Gil Ramírez Ramirez Serrano Blanco Molina Morales Suárez "
    "Suarez Ortega Delgado Castro Ortiz Rubio Marín Marin Sanz Núñez Nunez Iglesias Medina Garrido "
    "Cortés Cortes Castillo Santos Lozano Guerrero Cano Prieto Méndez Mendez Cruz Calvo Gallego Vidal "
    "León Herrera Márquez Marquez Peña Pena Flores Cabrera Campos Vega Fuentes Carrasco Diez Caballero "
    "Reyes Nieto Aguilar Pascual Santana Herrero Lorenzo Montero Hidalgo Giménez Gimenez Ibáñez Ibanez "
    "Ferrer Durán Duran Santiago Vicente Benítez Benitez Mora Arias Vargas Carmona Crespo Román Roman "
    "Pastor Soto Sáez Saez Velasco Moya Soler Parra Esteban Bravo Gallardo Rojas Rivera Mendoza Silva "
    "Contreras Espinoza Velásquez Velázquez Valenzuela Sepúlveda Araya Fuentes Figueroa Cárdenas Guzmán "
    "Guzman Salazar Rosales"
)


def stands_first(first: str, last: str) -> bool:
    """Is the first of these words the family name?"""
    if first in _HUNGARIAN_FAMILIES or first.endswith("né") or "-" in first:
        return last in _HUNGARIAN_GIVEN and (first not in _HUNGARIAN_GIVEN) and _is_hungarian(first)
    if first in _KOREAN_FAMILIES:
        return _KOREAN_GIVEN.fullmatch(last) is not None
    return _ends_as_family(first) and not _ends_as_family(last) and last[:1].isupper() and len(last) > 2


def is_family(word: str) -> bool:
    """Is this a family name by its ending, or one of Hungary?"""
    return word in _HUNGARIAN_FAMILIES or _ends_as_family(word)


def _ends_as_family(word: str) -> bool:
    return len(word) > 4 and _FAMILY_ENDING.fullmatch(word) is not None


def are_two_families(before: str, last: str) -> bool:
    """Are these two the family names of one person, as in Spain?"""
    return before in _SPANISH_FAMILIES and last in _SPANISH_FAMILIES


def _is_hungarian(family: str) -> bool:
    return family.endswith("né") or all(one in _HUNGARIAN_FAMILIES for one in family.split("-"))
