"""What the headers of a file mean.

`lexicon` holds the words of nineteen languages (one CSV each, `meaning,words`), `reading` takes a header
apart into a noun and its qualifiers, `meaning` turns that into a field, `evidence` looks at the values below.
Every word of a header must be understood, else the header says nothing: a wrong mapping is worse than none.
"""
