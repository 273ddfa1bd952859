"""One directory for many servers: a machine that builds publishes it, and the others follow."""
