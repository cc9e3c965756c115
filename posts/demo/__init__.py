"""The demo: four essays, an About page and the figure drawn for one of them."""
