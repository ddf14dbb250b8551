"""Lists: frozen sets of contacts or companies, by name. Who is on one stands in the record's field `lists`.

Tables: list, record_list. Put records on a list and take them off by an act on many (`records.bulk`).
"""
