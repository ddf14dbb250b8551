"""The installed plugins (an entry point in `leadgen.plugins` each) and what a workspace says of them.

In: a switch, settings by the plugin's own schema, a key that is sealed and never shown again. Out: the
enrichers that a workspace may use now, each with its settings and, where it is called, its key. And a
watch over their code while it runs. Tables: plugin_setting, plugin_stop.
"""
