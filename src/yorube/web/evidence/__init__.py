"""Evidence on the site: what to save and how, files sealed at once with a receipt, packages checked.

What is sent here lies in memory as long as it is worked on, and in no folder; a package leaves with the answer to the
form. Kept is, in the sealed visit, the receipt alone: names, hashes, times.
"""
