"""What public registers of companies say, free and without a key: six enrichers, one for each register."""

from leadgen_registries.ares import Ares
from leadgen_registries.brreg import Brreg
from leadgen_registries.gleif import Gleif
from leadgen_registries.prh import Prh
from leadgen_registries.recherche import Recherche
from leadgen_registries.vat import Vies
from leadgen_sdk import Plugin

plugin = Plugin(
    key="registries",
    name="Public registers",
    enrichers=(Ares(), Brreg(), Prh(), Recherche(), Gleif(), Vies()),
)
