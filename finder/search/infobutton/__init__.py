"""Answer knowledge requests of electronic health record systems (HL7 Infobutton)."""
