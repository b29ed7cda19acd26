"""Proof-reading: edits addressed by ids, two people at once, doubtful words, the listening check.

apply(publication, edit)                    one edit done (`audiolib.proofing.edits`)
rebase(mine, theirs)                        edits made on an older version, moved to the newest
repository.save, version, history           versions of a production's text
doubtful(publication, doubts)               suspicious words first
structure.findings(publication)             headings, pages, figures and notes to look at
listening.places(publication, …)            phrases to hear first
"""
