"""The site without a connection: pages saved on the device, and the exported folder."""
