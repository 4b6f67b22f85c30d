"""Views into the files of the web site: pages, styles, scripts, search, files for hosts and telephones."""
