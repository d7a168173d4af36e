"""Evidence: pages and files kept so that a court can rely on them. The container is `yorube.seal`'s."""
