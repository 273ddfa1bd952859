"""Answers to records systems in the formats of HL7 Infobutton."""
