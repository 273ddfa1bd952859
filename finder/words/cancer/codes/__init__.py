"""Codes that stand for a cancer: ICD-10-CM, its titles, and codes of other systems."""
