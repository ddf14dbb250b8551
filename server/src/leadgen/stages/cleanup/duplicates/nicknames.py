"""Short and other forms of given names, as people use them for one another."""

from collections.abc import Mapping

_GROUPS = """
alexander alex sasha sandy xander lex sander aleksandr aleksander alexandr alessandro alejandro
alexandra alex sasha sandra saskia
andrew andy drew andreas andre andrea andrej ondrej ondra
anthony tony antonio anton antonin tonda toni
benjamin ben benny benji
catherine kate katie kathy cathy katherine kathryn katharina katerina katka kat katrin kathrin catalina
charles charlie chuck carl karl karel carlos carlo
christopher chris kit christoph kris krystof cristobal
christina chris tina christine kristina christel kristyna tyna
daniel dan danny dani
david dave davey
deborah debbie deb
dominik dominic dom
edward ed eddie ted ned eduard edek
elizabeth liz lizzie beth betty eliza lisa libby elisabeth alzbeta bet elis elisa elspeth
eleanor ellie nell nora eleonora
emily em emma millie
frances fran fanny francesca frantiska
francis frank francisco franz frantisek franta frankie paco francois francesco pancho
frederick fred freddie friedrich frederik fritz fridrich
gabriel gabe
gabriele gabi gabriela gabrielle
george georg jiri jirka jorge giorgio jerzy georges
gregory greg grzegorz gregor rehor
harold harry hal
henry harry hank heinrich henri jindrich enrique heinz hendrik henrik
ignatius nacho ignacio ignac
isabella isabel bella izzy isabelle izabela
jacob jake jakob jakub kuba jacques jaap
james jim jimmy jamie jaime
jane jana janet janka joan johanna hana hanka jeanne
jennifer jen jenny jenn
jessica jess jessie
john johnny jack jon jan honza johann johannes hans juan giovanni jean ivan janek jens gianni
jonathan jon johnny nathan
joseph joe joey jose josef pepa pepe giuseppe jozef beppe
joshua josh
judith judy jutta
karen kaja carin karin
kenneth ken kenny
lawrence larry laurence lorenz lorenzo lars vavrinec
leonard leo len lenny leonardo
louis lou luis ludwig ludvik luigi lewis louie
lucas luke luca lukas lukasz
lucy lucie lucia lucka
magdalena magda lena madeleine
margaret maggie meg peggy marge greta margarete marketa gretchen margarita rita
maria mary marie mia marja mariana marysia
mark marc marcus marek marco markus marcos
martin marty marten
matthew matt matej matthias matthieu mateusz matteo matyas mateo
maximilian max maxim
melissa mel missy
michael mike mick mickey michal michel miguel misha michele mikael mischa
michaela misa michelle
nathaniel nate nathan nat
nicholas nick nicky nicolas nikolaus mikulas nico klaus niklas nicola
nicole nicky nikola niki
olivia liv livia
pamela pam
patricia pat patty tricia trish patrizia
patrick pat paddy patrik
paul pavel pablo paolo pawel pauli
peter pete petr pedro pietro pierre piotr petra
philip phil filip philipp felipe philippe
rachel rae
raymond ray raimund
rebecca becky becca
richard rick dick rich richie riccardo ricardo ryszard
robert rob bob bobby robbie bert roberto
ronald ron ronnie
samantha sam
samuel sam sammy
sarah sara sally sadie
sebastian seb bastian basti sebastien
sophia sophie sofia zofia sofie
stephen steve steven stefan stepan stephan stefano esteban etienne szczepan
stephanie steph stefanie stepanka
susan sue susie zuzana suzanne susanne zuzka susanna
terence terry
teresa terry tess theresa tereza terka
theodore ted theo teddy theodor
thomas tom tommy tomas tomasz tommaso
timothy tim timmy timo
valentina vali valja
veronica ronnie vera veronika verca
victoria vicky tori viktoria vici
vincent vince vinny vincenc vincenzo
vladimir vlada vladislav
walter walt wally
william will bill billy liam willy wilhelm guillermo vilem wim guillaume guglielmo
zachary zach zac
"""


def _forms() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_GROUPS.strip().splitlines()):
        for name in line.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


# name → the groups it stands in; two names of one group may be one person's.
FORMS = _forms()
