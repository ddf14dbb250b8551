"""Export: a view of contacts or companies as a CSV or XLSX file that our own import reads back exactly.

In: the parameters of the list, the columns. Out: a file, inert in spreadsheets. Which records and in which
order is settled when the export begins; their values are those of the moment at which each page of 1,000 is
read, so that no transaction waits for a slow reader. A record that is removed meanwhile is left out.
"""
