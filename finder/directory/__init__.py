"""The one package that knows all sources: it joins them into the directory that is searched.

One way: read data/ (checked_data) and the extracts (load) → join (people) → build, verify, swap (build).
"""
