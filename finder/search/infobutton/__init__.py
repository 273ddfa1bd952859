"""Questions of records systems (HL7 Infobutton) and their answers."""
