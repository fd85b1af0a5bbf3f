// table of contents
