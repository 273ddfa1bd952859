"""Write the whole data set to a folder."""
