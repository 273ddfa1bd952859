from tests import on_postgresql as on_postgresql  # before a test can import the classes that it replaces
