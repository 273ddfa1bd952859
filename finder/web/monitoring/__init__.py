"""What machines ask of the site: health, metrics, logs, robots.txt and the like."""
