"""Knowledge: the files under rules/, loaded and validated."""
