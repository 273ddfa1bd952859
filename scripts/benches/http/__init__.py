"""The finder over HTTP beside a bare view and datasette: what is asked, how, and the tables of it."""
