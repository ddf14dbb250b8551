"""What the headers of a file mean.

`lexicon` holds the words of eleven languages (one CSV a language, `meaning,words`), `reading` takes a header
apart into a noun and its qualifiers, `meaning` turns that into a field, `evidence` looks at the values below.
Every word of a header must be understood, else the header says nothing: a wrong mapping is worse than none.
"""
