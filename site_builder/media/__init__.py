"""Photos into renditions, and fonts into subsets.

`prepare.prepare` makes the renditions of a recipe (`plan.Recipe`) for a list of photos; `prepare.inspect` only says
what is wrong with them. The programs that make the renditions start from this package, so nothing is imported here.
"""
