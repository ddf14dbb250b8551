"""Job titles: rank and department in many languages, and the traps among them."""

import pytest

from leadgen.records.normalise import title

RANKS = """
founder: Founder | Co-Founder & CTO | CEO, Founder | Owner | Business owner | Managing Partner |
    Tax Partner | Inhaberin | Geschäftsführender Gesellschafter | Mitgründer | Majitel firmy |
    Spoluzakladatelka | Spoločník | Właściciel | Współzałożycielka | Fondatrice | Associé gérant |
    Socia fundadora | Dueño | Titolare | Socio fondatore | Eigenaar | Mede-oprichter |
    Directeur-eigenaar
c_level: CEO | Chief Executive | Chief Happiness Officer | Chief Human Resources Officer |
    President, EMEA | Managing Director | C.E.O. | Chairwoman of the Board | Interim CFO | Deputy CEO |
    GESCHÄFTSFÜHRER | Geschaeftsfuehrerin | Vorstand Finanzen | Mitglied der Geschäftsleitung |
    Jednatelka | Předseda představenstva | Generální ředitel | Konateľ | Generálny riaditeľ |
    Prezes Zarządu | Członek zarządu | PDG | Directeur général | Gérante | Director General |
    Consejera delegada | Amministratore unico | Direttore Generale | Algemeen directeur | Bestuurder |
    CEO at President's Choice | President & Board Member
vp: Vice President | Vice-President of Sales | SVP, Engineering | Assistant Vice President |
    V.P. Finance | Viceprezident | Wiceprezes Zarządu | Vice-président | Vicepresidenta de Marketing |
    Vizepräsident
head: Head of Sales | Global Head, Payments | Head of Office | Chief Engineer | Leiter Einkauf |
    Vertriebsleiterin | Leitung Personal (m/w/d) | Vedoucí marketingu | Vedúca oddelenia |
    Kierownik działu sprzedaży | Chef de service | Jefa de ventas | Hoofd Financiën | Chef des ventes
director: Director | Sales Director | Deputy Director | Assistant Director | General Manager |
    Chief of Staff | Bereichsleiter Produktion | Prokuristin | Obchodní ředitelka | Zástupce ředitele |
    Finančný riaditeľ | Dyrektor Handlowy | Directrice commerciale | DRH | Director comercial |
    Direttrice Marketing | Commercieel directeur | Non-Executive Director
manager: Sales Manager | Lead Generation Manager | Assistant Manager | Assistant Store Manager |
    Team Lead | Engineering Lead | Key Account Manager | Senior Product Manager | Partner Manager |
    Projektleiter | Teamleiterin | Projektový manažer | Vedoucí týmu | Manažérka kvality |
    Kierownik projektu | Chef de projet | Responsable RH | Jefe de proyecto | Gerente de ventas |
    Responsabile acquisti | Capo cantiere | Teamleider | Accountmanager | Payments Experience Owner |
    Project Manager to the CEO
senior: Senior Software Engineer | Sr. Accountant | Lead Developer | Principal Engineer |
    Starší specialista | Starszy specjalista | Consultant senior | Ingeniera sénior
individual_contributor: Software Engineer | Product Owner | Process Owner | Account Executive |
    HR Business Partner | Assistant to the CEO | Executive Assistant to the Managing Director |
    EA to CFO | CEO's personal assistant | Office of the CEO | Secretary to the President |
    Executive Search Consultant | Junior Manager Assistant | Assistentin der Geschäftsführung |
    Vorstandsassistent | Sachbearbeiterin | Asistentka generálního ředitele | Obchodní zástupce |
    Účetní | Asistentka riaditeľa | Specjalistka | Asystentka Prezesa Zarządu |
    Assistante de direction | Chargée d'affaires | Secretaria de dirección | Segretaria del direttore |
    Impiegato | Directiesecretaresse | Medewerker verkoop | Einkäuferin
intern: Marketing Intern | Intern, Office of the CEO | Working Student | Trainee Manager |
    Praktikant Vertrieb | Werkstudentin | Auszubildende | Stážistka | Stażysta | Stagiaire marketing |
    Becaria | Tirocinante | Stagiair
other: ex-CMO | Former CEO | Ehemaliger Geschäftsführer | Bývalý ředitel | Były prezes |
    Ancien directeur | Aspiring founder | Retired | Student | Open to work | Ninja | 12345 | … |
    At Example
"""
DEPARTMENTS = """
executive: CEO | Managing Director | Founder | Jednatel | PDG | Ředitel | Chief of Staff |
    Founder & CEO | Vice President
sales: Head of Sales | Account Executive | Sales & Marketing Manager | Vertriebsleiter |
    Obchodní ředitel | Obchodný zástupca | Dyrektor Sprzedaży | Directeur commercial | Jefe de ventas |
    Direttore vendite | Hoofd verkoop | Chief Revenue Officer | Geschäftsführer Vertrieb |
    Business Development Manager | IT Sales Manager
marketing: CMO | PR Manager | Content Writer | Leiterin Kommunikation | Vedoucí marketingu |
    Marketingová manažérka | Kierownik marketingu | Chargée de communication |
    Responsable de comunicación | Ufficio stampa | Marketeer
product: Product Manager | Product Owner | CPO | Produktmanagerin | Produktový manažer |
    Chef de produit | UX Designer
engineering: CTO | Software Developer | VP Engineering | DevOps Engineer | R&D Director |
    Entwicklungsingenieur | Programátor | Vývojárka | Programista | Développeuse | Ingeniero |
    Sviluppatore | Ontwikkelaar | Technischer Leiter
it: CIO | IT Manager | Head of IT | CISO | Leiter EDV | Systemadministrator | Vedoucí informatiky |
    DSI | Responsable informatique | Director de sistemas | Sistemista | ICT-beheerder | Informatyk
finance: CFO | Accountant | Financial Controller | Leiter Finanzen | Buchhalterin | Finanční ředitel |
    Hlavní účetní | Účtovníčka | Główna księgowa | Contrôleur de gestion | Comptable |
    Directora financiera | Contabile | Boekhouder
hr: HR Manager | IT Recruiter | Chief People Officer | Personalleiter | Personalistka |
    Specjalista ds. kadr | DRH | Responsable ressources humaines | Recursos Humanos | Risorse umane |
    Personeelszaken | Talent Acquisition Partner
legal: General Counsel | Lawyer | Compliance Officer | Rechtsanwältin | Podnikový právník | Advokátka |
    Radca prawny | Juriste | Abogada | Avvocato | Bedrijfsjurist
customer_success: Customer Success Manager | Support Engineer | Leiter Kundenservice |
    Péče o zákazníky | Service client | Atención al cliente | Klantenservice medewerker |
    Zákaznícka podpora
procurement: Head of Procurement | Buyer | Leiter Einkauf | Strategischer Einkäufer | Vedoucí nákupu |
    Nákupca | Kupiec | Responsable achats | Jefe de compras | Responsabile acquisti | Inkoper
operations: COO | Office Manager | Assistant to the CFO | Supply Chain Manager | Betriebsleiter |
    Vedoucí výroby | Vedúci logistiky | Kierownik magazynu | Responsable logistique |
    Jefe de producción | Responsabile qualità | Directiesecretaresse | Head of Office
other: Manager | Ninja | ex-CMO | Senior Consultant | Berater
"""


def cases(listed: str) -> list[tuple[str, str]]:
    """Title and what it is said to be, of a table whose lines go on where they are indented."""
    lines = listed.strip().replace("\n    ", " ").splitlines()
    pairs = (line.split(": ", 1) for line in lines)
    return [(one.strip(), meaning) for meaning, titles in pairs for one in titles.split("|") if one.strip()]


def test_a_title_has_the_rank_of_what_the_person_is() -> None:
    found = [(one, wanted, title.read(one).seniority) for one, wanted in cases(RANKS)]
    assert [case for case in found if case[1] != case[2]] == []


def test_a_title_names_its_department_in_each_language() -> None:
    found = [(one, wanted, title.read(one).department) for one, wanted in cases(DEPARTMENTS)]
    assert [case for case in found if case[1] != case[2]] == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("SENIOR SALES MANAGER, EMEA", "Senior Sales Manager, EMEA"),
        ("ceo", "CEO"),
        ("head of sales", "Head of Sales"),
        ("  Head  of\tSales ", "Head of Sales"),
        ("Leiter Vertrieb (m/w/d)", "Leiter Vertrieb"),
        ("Verkäufer/in", "Verkäufer"),
        ("Head of R&D", "Head of R&D"),
        ("IT", "IT"),
        ("(f/m)", "(f/m)"),
    ],
)
def test_a_title_is_shown_in_ordinary_case(written: str, shown: str) -> None:
    assert title.read(written).display == shown
    assert title.shown(shown) == shown


def test_a_title_of_a_megabyte_is_read_by_its_beginning() -> None:
    assert title.read("CEO | " + "x" * 1_000_000).seniority == "c_level"


def test_a_letter_that_falls_apart_in_small_is_put_together_again() -> None:
    assert title.shown("EKİP LİDERİ") == title.shown(title.shown("EKİP LİDERİ"))
    assert title.shown("İA") == "İa"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('"Head of Sales"', "Head of Sales"),
        ("„Jednatel”", "Jednatel"),
        ('Say "hi"', 'Say "hi"'),
        ('";Buyer;"', "Buyer"),
        ('"A" or "B"', '"A" or "B"'),
    ],
)
def test_quotes_go_where_they_stand_around_the_whole(written: str, shown: str) -> None:
    assert title.shown(written) == shown
