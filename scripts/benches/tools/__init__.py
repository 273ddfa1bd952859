"""What the benches measure with: servers, clients, clocks, and made-up doctors to ask about."""
