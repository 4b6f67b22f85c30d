"""Makes renditions of photos, and subsets of fonts.

`prepare` makes the renditions of a `Recipe` for a list of photos. The worker processes import this package too, so
nothing is imported here.
"""
