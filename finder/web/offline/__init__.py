"""The site without a connection: pages kept on the device, and the exported folder."""
