"""What all pages share: frame, common parts, error pages."""
