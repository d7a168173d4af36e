"""Papers on the site: which there are, what each still needs, a look at it, and the file.

Addresses and names of files hold the number of a paper, its place in the rulebook; never what it is.
"""
