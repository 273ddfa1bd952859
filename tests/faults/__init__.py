"""Faults that an operator meets: workers killed, files damaged, disks full, clocks wrong. All on loopback."""
