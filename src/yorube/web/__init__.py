"""The web: what a person meets in a browser. It stores, routes and shows; it decides nothing about the law."""
