"""ZIP codes and cities, from the Python package zipcodes."""
