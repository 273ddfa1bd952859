"""The whole data set as tables, with what describes them."""
