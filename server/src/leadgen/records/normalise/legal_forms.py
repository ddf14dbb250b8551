"""Legal forms of companies, as they are written behind (some before) a name, by country.

Written without dots and accents, as `company` compares them. Short and long forms; the long ones are what
registers print. Foundations and associations are not here: what carries the word is another body than the
company of that name.
"""

import re
from dataclasses import dataclass
from functools import cache

from leadgen.records.normalise.words import words

_BY_COUNTRY = """
AT: ag|gesbr|stg|e u|eu|flexco|flexible kapitalgesellschaft|flexkapg|ges m b h|gesmbh|gmbh|gmbh and co kg|
    gmbh and co og|keg|kg|mbh|oeg|og|reg gen m b h|sce
BE: aisbl|asbl|besloten vennootschap|bv|bv so|bvba|comm v|commv|cv|cvba|cvoa|ebvba|esv|gcv|gie|ivzw|kommg|
    naamloze vennootschap|nv|sa|sc|scomm|scri|scrl|scs|snc|societe a responsabilite limitee|sprl|sprlu|
    srl|srl fs|vof|vzw
BG: ad|ead|eood|et|kd|kda|ood|sd|ад|адсиц|дззд|еад|еоод|ет|кд|кда|оод|сд
CY: limited|ltd|plc|λτδ
CZ: a s|akc spol|akciova spolecnost|as|druzstvo|k s|kom spol|komanditni spolecnost|o p s|o s|
    obecne prospesna spolecnost|odstepny zavod|organizacni slozka|p o|prispevkova organizace|s p|s r o|
    s r o v likvidaci|se|spol s r o|spol sro|spolecnost s rucenim omezenym|sro|statni podnik|v o s|
    verejna obchodni spolecnost|vos|z s|z u|zapsany spolek
DE: ag|stiftung and co kg|stiftung and co kgaa|stiftung gmbh|ag and co kg|ag and co kgaa|
    aktiengesellschaft|and co kg|aor|co kg|e g|e k|e kffr|e kfm|e kfr|e v|eg|eingetragener verein|ek|ev|
    gag|gbr|gesellschaft mit beschrankter haftung|gesellschaft mbh|gesellschaft m b h|
    ggmbh|gmbh|gmbh and co kg|gmbh and co kgaa|
    gmbh and co ohg|gmbh i g|gmbh i l|gmbh in grundung|gmbh u co kg|gmbh und co kg|haftungsbeschrankt|
    invag|kdor|kg|kgaa|kommanditgesellschaft|mbh|ohg|part g|partg|partg mbb|partgmbb|reit ag|se|
    se and co kg|se and co kgaa|ug|ug and co kg|ug haftungsbeschrankt|ug haftungsbeschrankt and co kg|
    unternehmergesellschaft|vvag
DK: a s|se selskab|sce selskab|aktieselskab|amba|anpartsselskab|aps|as|f m b a|i s|ivs|k s|p s|
    partnerselskab|smba
EE: aktsiaselts|as|fie|ku|mtu|osauhing|ou|sa|taisuhing|tu|tuh|usaldusuhing|uu
ES: a i e|c b|s a|s a l|s a t|s a u|s c|s com|s coop|s coop and|s g r|s l|s l l|s l n e|s l p|s l u|s r c|
    s r l|s r l l|sa|sal|sau|scoop|sl|sll|slne|slp|slu|sociedad anonima|sociedad anonima unipersonal|
    sociedad cooperativa|sociedad de responsabilidad limitada|sociedad limitada|
    sociedad limitada profesional|sociedad limitada unipersonal
FI: ab|anl|abp|avoin yhtio|ay|julkinen osakeyhtio|kb|kommandiittiyhtio|ky|ltd oy|osakeyhtio|osk|
    osuuskunta|oy|oy ab|oy ltd|oyj|oyj abp|rf|ry|tmi|toiminimi
FR: and cie|e i r l|e u r l|earl|ei|eirl|entreprise unipersonnelle a responsabilite limitee|et cie|eurl|
    gaec|gie|s a|s a r l|s a s|s a s u|s c a|s c i|s n c|sa|sarl|sas|sasu|sca|sccv|scea|sci|scic|scop|scp|
    scs|selafa|selarl|selas|snc|societe a responsabilite limitee|societe anonyme|
    societe civile immobiliere|societe en nom collectif|societe par actions simplifiee|
    societe par actions simplifiee unipersonnelle
GB: and co|and co ltd|bencom|cic|cio|co ltd|co op|community interest company|company limited|cyf|
    cyfyngedig|limited|limited liability partnership|llp|lp|ltd|plc|private limited|
    public limited company|unlimited
GR: a e|ae|anonymi etaireia|e e|e p e|ee|epe|i k e|ike|m i k e|mike|o e|oe|sa|sosa|α ε|αε|
    ανωνυμη εταιρεια|ε π ε|εε|επε|ικε|μονοπροσωπη|οε
HR: d d|d o o|dd|dionicko drustvo|doo|drustvo s ogranicenom odgovornoscu|j d o o|j t d|jdoo|k d
HU: beteti tarsasag|bt|ev|kft|kht|kkt|korlatolt felelossegu tarsasag|nonprofit kft|
    nyilvanosan mukodo reszvenytarsasag|nyrt|rt|szovetkezet|zartkoruen mukodo reszvenytarsasag|zrt
IE: clg|puc|pulc|ilp|company limited by guarantee|cpt|cuideachta phoibli theoranta|dac|
    designated activity company|icav|limited|ltd|plc|teo|teoranta|uc|ulc|unlimited company
IT: a r l|arl|onlus|s a p a|s a s|s c|s c a r l|s c p a|s c r l|s n c|s p a|s p a unipersonale|s r l|
    s r l in liquidazione|s r l s|s r l semplificata|s r l societa benefit|s r l u|s r l unipersonale|s s|
    s t p|sapa|sas|scarl|scpa|scrl|snc|soc cons a r l|soc coop|soc coop a r l|
    societa a responsabilita limitata|societa a responsabilita limitata semplificata|
    societa consortile a r l|societa cooperativa|societa in accomandita semplice|
    societa in nome collettivo|societa per azioni|spa|srl|srl sb|srl unipersonale|srls|stp
LT: ab|akcine bendrove|ii|ivi|kub|mazoji bendrija|mb|tub|uab|uzdaroji akcine bendrove|vi|viesoji istaiga|
    vsi
LU: asbl|s a|s a r l|s a r l s|s c a|s c s|s c sp|sa|sarl|sarl s|sas|sca|sce|scs|scsp|seca|secs|sicaf|
    sicav|societe anonyme|soparfi
LV: akciju sabiedriba|as|ik|individualais komersants|ks|ps|sabiedriba ar ierobezotu atbildibu|sia
MT: limited|ltd|p l c|plc
NL: b a|b v|besloten vennootschap|bv|c v|coop u a|cooperatie|cooperatief|cooperatief u a|cv|eenmanszaak|
    n v|naamloze vennootschap|nv|owm|u a|v o f|v v e|vof|vve|w a
PL: p s a|prosta spolka akcyjna|psa|s a|s c|s j|s k a|sa|ska|sp j|sp k|sp p|sp z o o|sp z o o sp k|
    sp z o o spk|sp z o o spolka komandytowa|sp z oo|sp zo o|sp zoo|spj|spk|spoldzielnia|spolka akcyjna|
    spolka cywilna|spolka jawna|spolka komandytowa|spolka komandytowo akcyjna|spolka partnerska|
    spolka z o o|spolka z ograniczona odpowiedzialnoscia|
    spolka z ograniczona odpowiedzialnoscia spolka komandytowa|spzoo|z o o
PT: ace|c r l|crl|e p e|eirl|l da|lda|limitada|s a|s g p s|sa|sgps|sgps s a|sgps sa|sociedade anonima|
    sociedade por quotas|sociedade unipessoal lda|sociedade unipessoal por quotas|unip lda|unipessoal|
    unipessoal lda
RO: i f|i i|p f a|pfa|s a|s c s|s n c|s r l|s r l d|sa|scs|snc|societate cu raspundere limitata|
    societate pe actiuni|srl|srl d|srld
SE: ab|ab publ|aktiebolag|aktiebolaget|bostadsrattsforening|brf|ek for|ekonomisk forening|enskild firma|
    handelsbolag|hb|kb|kommanditbolag|publ
SI: d d|d n o|d o o|dd|delniska druzba|doo|druzba z omejeno odgovornostjo|k d|k d d|s p|z b o
SK: a s|akc spol|akciova spolocnost|as|druzstvo|j s a|jednoducha spolocnost na akcie|jsa|k s|kom spol|
    komanditna spolocnost|n o|neziskova organizacia|o z|obcianske zdruzenie|organizacna zlozka|s r o|
    s r o v likvidacii|spol s r o|spol sro|spolocnost s rucenim obmedzenym|sro|statny podnik|v o s|
    ver obch spol|verejna obchodna spolocnost|vos|z p o
EU: eeig|eesv|ezhz|ehzs|aeie|eofg|gele|ewiv|geie|s e|sce|se|societas europaea
CH: ag|einzelfirma|gmbh|klg|kmg|llc|sa|sagl|sarl|societe cooperative
IS: ehf|hf|ohf|sf|slf
NO: a s|ans|as|asa|ba|brl|da|enk|iks|kf|nuf|sa
LI: ag
US: and co inc|assn|assoc|chtd|fsa|lca|l c a|cooperative|general partnership|
    limited cooperative association|dba|and co llc|and company|benefit corporation|chartered|co|co inc|
    co op|company|company inc|coop|corp|corporation|g p|inc|incorporated|incorporation|l c|l l c|l l p|
    l p|l3c|lc|limited|limited liability co|limited liability company|
    limited liability limited partnership|limited partnership|llc|lllp|llp|lp|ltd|ltd liability co|
    ltd liability company|ltd partnership|n a|na|p a|p c|p l l c|p l l p|pa|pbc|pc|pllc|pllp|prof corp|
    professional corporation|professional limited liability company|public benefit corporation|r l l p|
    rllp
CA: corp|inc|limitee|ltd|ltee|s e n c|s e n c r l|senc|ulc
UA: llc|pjsc|prjsc|tov|ат|ооо|пат|прат|тов|фоп
RU: ao|oao|ooo|pao|zao|ао|зао|ип|нко|оао|ооо|пао
RS: a d|ad|d o o|doo|preduzetnik|ад|доо
TR: a s|anonim sirketi|as|limited sirketi|ltd sti|san tic ltd sti|san ve tic a s|san ve tic ltd sti
WORLD: berhad|bhd|cia ltda|cjsc|co ltd|dmcc|eireli|eirl|epp|fz llc|fzco|fze|g k|gk|jsc|k k|
    kabushiki kaisha|kabushikigaisha|kk|ltda|me|ojsc|p ltd|private limited|psc|pte|pte limited|pte ltd|
    pty|pty limited|pty ltd|pvt limited|pvt ltd|s a a|s a c|s a de c v|s a p i de c v|s a s|
    s de r l de c v|sa de cv|sac|saog|sapi de cv|sdn bhd|tbk|ulc|w l l|wll|
    合同会社|有限会社|有限公司|有限责任公司|
    株式会社|
    股份有限公司|유한회사|주식회사
"""

# Also stand in front: SIA Acme, UAB Acme, AB Acme, ООО Акме.
_IN_FRONT = (
    "sia|uab|ab|oy|mb|ou|vsi|ii|aps|nv|bv|srl|sci|gbr|snc|vof|aktiebolaget|aktieselskabet|phu|pphu|"
    "fhu|zphu|ооо|оао|зао|пао|ао|ип|тов|прат|пат|еоод|еад|оод|ад|et|pt|sarl|eurl|sasu|"
    "株式会社|有限会社|合同会社|주식회사|firma|fa|ditta|zao|ooo|oao"
)

# In front only with dots or a stroke (A/S Acme, S.p.A. Acme): bare they begin other names (SAS Institute).
IN_FRONT_DOTTED = words("as sa spa sas sarl srl nv bv eurl snc vof ik hb kb")

# A body of another kind than a company: told as its form, but part of what it is called.
FOUNDATIONS = words(
    "stiftung stiftelsen stiftelse stichting fondation fundacion fundacio fundacao fondazione fundacja "
    "nadace nadacia alapitvany saatio fond foundation verein vereniging forening forbund association "
    "asociacion associazione associacao stowarzyszenie spolek genossenschaft cooperativa spoldzielnia "
    "druzstvo"
)

# These are words too, so a plain capital letter ("Thermal Spa") does not make them a legal form.
WORDS = words("as se spa sas sa ad et ee oe ii da ba me na pa ei")


def _joined(forms: str) -> frozenset[str]:
    return frozenset("".join(c for c in form if c.isalnum()) for form in forms.split("|"))


BEHIND = _joined(re.sub(r"^\w+: |\n", "|", _BY_COUNTRY, flags=re.MULTILINE)) - {""}
IN_FRONT = _joined(_IN_FRONT)
LONGEST = 8


@dataclass(frozen=True, eq=False)
class Forms:
    """The legal forms that hold, written without spaces and dots, by where they stand; told by identity."""

    behind: frozenset[str]
    in_front: frozenset[str]
    in_front_dotted: frozenset[str]

    def changed(self, added: frozenset[str], gone: frozenset[str]) -> "Forms":
        """With these (words apart) behind names, and without those anywhere."""
        fewer = frozenset(map(together, gone))
        return Forms(
            (self.behind - fewer) | frozenset(map(together, added)),
            self.in_front - fewer,
            self.in_front_dotted - fewer,
        )


BUILT_IN = Forms(BEHIND, IN_FRONT, IN_FRONT_DOTTED)


def together(form: str) -> str:
    """A form as it is looked up: its letters and digits without what is between them."""
    return "".join(filter(str.isalnum, form))


@cache
def listed() -> tuple[str, ...]:
    """The built-in forms as people write them in small letters, in their order; each in one spelling.

    Without those that stand next to a name in Chinese, Japanese and Korean: they are part of its script.
    """
    every = re.sub(r"^\w+: |\n\s*", "|", _BY_COUNTRY, flags=re.MULTILINE).split("|")
    found = {together(form): form for form in every if form.isascii() or not _TOGETHER.search(form)}
    return tuple(sorted(form for form in found.values() if together(form)))


_TOGETHER = re.compile("[\u3005-\u9fff\uac00-\ud7af]")


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in re.split(r"^(?=\w+: )", _BY_COUNTRY.strip(), flags=re.MULTILINE):
        country, _, forms = line.replace("\n", "").partition(": ")
        for form in _joined(forms):
            found.setdefault(form, []).append(country)
    named = re.compile("[A-Z]{2}")
    return {form: tuple(one for one in where if named.fullmatch(one)) for form, where in found.items()}


def countries_of(form: str) -> tuple[str, ...]:
    """Where companies have this form (written without spaces and dots), by ISO 3166; `EU` for the union's."""
    return _countries().get(form, ())
