"""A language model of the workspace's own choice as enrichers of companies and of contacts."""

from leadgen_llm.enriching import LanguageModel, LanguageModelContact
from leadgen_sdk import Plugin

plugin = Plugin(key="llm", name="Language model", enrichers=(LanguageModel(), LanguageModelContact()))
