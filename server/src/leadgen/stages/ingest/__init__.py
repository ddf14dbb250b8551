"""Ingest: files in, contacts and companies out, with one verdict for every line.

A file is uploaded (a blob), inspected (which source, which columns), mapped by a person, staged (every
line parsed, checked and given its planned verdict; nothing visible yet), committed, and applied in
chunks as one operation that can be undone. Tables: `import`, `import_line`. One job, `ingest.advance`, moves
an import on until it waits for a person; it is deferred in the transaction of every change of state. Files
are parsed by source plugins in a child process with limits (`child`, `parser`).
"""
