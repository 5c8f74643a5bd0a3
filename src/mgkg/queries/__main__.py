"""`python -m mgkg.queries` prints the page on stored queries for the documentation."""

from mgkg.queries.page import main

main()
