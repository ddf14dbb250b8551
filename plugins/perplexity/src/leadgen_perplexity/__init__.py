"""Perplexity's Agent API as enrichers of companies and of contacts."""

from leadgen_perplexity.enriching import Perplexity, PerplexityContact
from leadgen_sdk import Plugin

plugin = Plugin(key="perplexity", name="Perplexity", enrichers=(Perplexity(), PerplexityContact()))
