"""ZIP codes and cities from the zipcodes package."""
