"""What a company says of itself on its own website, read politely."""

from leadgen_sdk import Plugin
from leadgen_website.site import Website

plugin = Plugin(key="website", name="Company website", enrichers=(Website(),))
