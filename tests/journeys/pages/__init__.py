"""Page objects: what a person can do on a page; each method returns the page it leads to."""
