"""An encoding is told where the text tells it; else it is a question, never a wrong guess."""

import random
import time

import pytest

from leadgen_sdk.delimited import ENCODINGS, codec_of
from leadgen_sdk.delimited.encoding import detect_encoding

WORDS = {
    "cs": "Jiří Dvořák Žofie Němcová Šárka Růžičková Tomáš Kříž Plzeň Ústí Kateřina účetní společnost",
    "pl": "Łukasz Wójcik Żaneta Gąsiorowska Kraków Łódź Poznań Michał Książek Grażyna Świątek księgowość",
    "hu": "Győr Székesfehérvár Erdős László Szűcs Ágnes Kövér Özséb Lőrinc ügyvezető értékesítő Tóth Márton",
    "de": "Jörg Müller Zürich Köln Bärbel Weiß Grüner Geschäftsführer Söder Löwe Jäger Großmann München",
    "fr": "Hélène Lefèvre François Gérard Besançon Orléans Société générale éditée Benoît Noël après été",
    "es": "José Muñoz Íñigo Peña Málaga Córdoba Núñez Ángel dirección compañía León Ibáñez García Martínez",
    "tr": "Şükrü Yıldız İstanbul Ağaoğlu Çağlar Güneş Özgür Işık müdür şirket satış Aydın Gülşah Çiğdem",
    "el": "Γιώργος Παπαδόπουλος Αθήνα Θεσσαλονίκη διευθυντής πωλήσεων εταιρεία Μαρία Νίκος Ελένη",
    "ru": "Ольга Иванова Дмитрий Кузнецов Санкт Петербург директор отдел продаж компания Щукина Юрий Жуков",
    "uk": "Олена Шевченко Київ Їжакевич Андрій Ґудзь керівник відділу компанія Львів Євген Зінченко",
    "he": "דוד כהן ירושלים תל אביב מנהל מכירות חברה רחל לוי שרה מזרחי",
    "ar": "محمد أحمد القاهرة مدير المبيعات شركة فاطمة الرياض عبد الله خالد",
    "th": "สมชาย กรุงเทพมหานคร ผู้จัดการ บริษัท ฝ่ายขาย เชียงใหม่ สุภาพร วิชัย",
    "ja": "山田太郎 東京都 株式会社 営業部長 さくら 鈴木花子 カタカナ 大阪府 佐藤",
    "zh": "北京市 有限公司 销售经理 王小明 李娜 上海 中国 我们的客户 张伟",
    "zt": "台北市 有限公司 業務經理 王小明 陳怡君 我們的客戶 林志明 高雄",
    "ko": "서울특별시 주식회사 영업부 김민준 이서연 부산광역시 대표이사 박지훈",
}
CODECS = {
    "cs": "cp1250 iso8859-2 cp852 mac-latin2 utf-8 utf-16 utf-16-le utf-16-be utf-32-le",
    "pl": "cp1250 iso8859-2 cp852",
    "hu": "cp1250 iso8859-2",
    "de": "cp1252 iso8859-1 mac-roman cp850",
    "fr": "cp1252 mac-roman cp850",
    "es": "cp1252 mac-roman cp850",
    "tr": "cp1254 iso8859-9 cp857",
    "el": "cp1253 iso8859-7",
    "ru": "cp1251 iso8859-5 koi8-r cp866 mac-cyrillic utf-16-be",
    "uk": "cp1251 koi8-u",
    "he": "cp1255 iso8859-8",
    "ar": "cp1256 iso8859-6",
    "th": "cp874",
    "ja": "cp932 euc_jp iso2022_jp utf-16-le",
    "zh": "gb18030 hz utf-16-be",
    "zt": "cp950",
    "ko": "cp949 johab iso2022_kr",
}
EACH = [(language, codec) for language, codecs in CODECS.items() for codec in codecs.split()]


def file_of(words: list[str]) -> str:
    return "Name,E-mail\n" + "".join(f"{word},p{n}@example.com\n" for n, word in enumerate(words))


@pytest.mark.parametrize(("language", "codec"), EACH)
def test_a_list_of_names_is_read_as_it_was_written(language: str, codec: str) -> None:
    content = file_of(WORDS[language].split()).encode(codec)
    found = detect_encoding(content, complete=True)
    text = content.decode(codec)
    assert text in [content.decode(one) for one in found.candidates or [found.encoding]]
    if not found.candidates:
        assert content.decode(found.encoding) == text


def test_most_lists_need_no_question() -> None:
    asked = [
        (language, codec)
        for language, codec in EACH
        if detect_encoding(file_of(WORDS[language].split()).encode(codec), complete=True).candidates
    ]
    assert len(asked) * 10 <= len(EACH), asked


def test_of_few_words_hardly_any_guess_is_wrong_and_the_rest_are_questions() -> None:
    rng = random.Random(1)
    wrong, tried = [], 0
    for language, codec in EACH:
        words = WORDS[language].split()
        for _ in range(2):
            content = file_of(rng.sample(words, 3)).encode(codec)
            found = detect_encoding(content, complete=True)
            tried += 1
            if not found.candidates and content.decode(found.encoding, "replace") != content.decode(codec):
                wrong.append((codec, found, content))
    assert len(wrong) * 100 <= tried, wrong


def test_a_mark_that_the_text_belies_is_a_question() -> None:
    found = detect_encoding(b"\xff\xfe" + file_of(["Ada", "Bob", "Eve"]).encode(), complete=True)
    assert list(found.candidates) == ["utf-8", "utf-16"]


def test_a_few_bytes_that_are_not_utf_8_do_not_make_it_another_encoding() -> None:
    content = file_of(WORDS["cs"].split()).encode() + b"Jos\xe9,j@example.com\n"
    assert detect_encoding(content, complete=True).encoding == "utf-8"


@pytest.mark.parametrize(
    "content", [b"\xe9" * 200_000, b"x" * 200_000 + b"\xe9" + b"x" * 50_000, b"ab\xe9" * 50_000]
)
def test_a_text_without_blanks_is_judged_at_once_or_asked_about(content: bytes) -> None:
    started = time.process_time()
    assert detect_encoding(content, complete=True).candidates
    assert time.process_time() - started < 3


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_never_sure(seed: int) -> None:
    noise = random.Random(seed).randbytes(400)
    assert detect_encoding(noise, complete=True).candidates


@pytest.mark.parametrize(
    ("asked", "codec"),
    [
        ("windows-1250", "cp1250"),
        ("UTF-8-SIG", "utf-8"),
        ("latin2", "iso8859-2"),
        ("Shift_JIS", "shift_jis"),
        ("macintosh", "mac-roman"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("rot13", None),
        ("zlib", None),
        ("no-such", None),
        ("a\0b", None),
    ],
)
def test_people_name_encodings_in_many_ways(asked: str, codec: str | None) -> None:
    assert codec_of(asked) == codec


def test_every_encoding_of_the_list_is_one_we_can_read() -> None:
    assert all(codec_of(name) is not None and "a,b\n".encode(name) for name in ENCODINGS)
