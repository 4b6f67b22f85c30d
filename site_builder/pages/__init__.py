"""From the catalogue to every file of the web site but the photos: pages, styles, scripts, fonts, scans.

`composition.compose` does it. Nothing is imported here: paper and pictures take their views from the modules below.
"""
