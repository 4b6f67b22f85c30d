"""Photos into renditions, and fonts into subsets.

`prepare.prepare` makes the renditions of a recipe (`plan.Recipe`) for a list of photos. The programs that make them
start from this package too, so nothing is imported here.
"""
