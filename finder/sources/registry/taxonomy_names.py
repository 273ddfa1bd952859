"""How the NPI Registry describes specialties: it is searched by these words, not by taxonomy codes."""

from __future__ import annotations

#: NUCC code -> values of the parameter `taxonomy_description`, the likeliest first. They are not labels.
#: The first is the registry's own `taxonomies[].desc` ("Classification, Specialization"). For a code without
#: an example from the registry it is made the same way from the NUCC code set. The second is the
#: specialization alone: reports of users do not agree on which of the two the registry accepts.
DESCRIPTIONS: dict[str, tuple[str, ...]] = {
    "1223P0106X": ("Dentist, Oral and Maxillofacial Pathology", "Oral and Maxillofacial Pathology"),
    "204E00000X": ("Oral & Maxillofacial Surgery",),
    "204F00000X": ("Transplant Surgery",),
    "207ND0101X": ("Dermatology, MOHS-Micrographic Surgery", "MOHS-Micrographic Surgery"),
    "207ND0900X": ("Dermatology, Dermatopathology", "Dermatopathology"),
    "207NS0135X": ("Dermatology, Procedural Dermatology", "Procedural Dermatology"),
    "207RH0000X": ("Internal Medicine, Hematology", "Hematology"),
    "207RH0003X": ("Internal Medicine, Hematology & Oncology", "Hematology & Oncology"),
    "207RX0202X": ("Internal Medicine, Medical Oncology", "Medical Oncology"),
    "207SM0001X": ("Medical Genetics, Molecular Genetic Pathology", "Molecular Genetic Pathology"),
    "207T00000X": ("Neurological Surgery",),
    "207VX0201X": ("Obstetrics & Gynecology, Gynecologic Oncology", "Gynecologic Oncology"),
    "207X00000X": ("Orthopaedic Surgery",),
    "207Y00000X": ("Otolaryngology",),
    "207YX0007X": (
        "Otolaryngology, Plastic Surgery within the Head & Neck",
        "Plastic Surgery within the Head & Neck",
    ),
    "207ZC0006X": ("Pathology, Clinical Pathology", "Clinical Pathology"),
    "207ZC0500X": ("Pathology, Cytopathology", "Cytopathology"),
    "207ZD0900X": ("Pathology, Dermatopathology", "Dermatopathology"),
    "207ZH0000X": ("Pathology, Hematology", "Hematology"),
    "207ZN0500X": ("Pathology, Neuropathology", "Neuropathology"),
    "207ZP0007X": ("Pathology, Molecular Genetic Pathology", "Molecular Genetic Pathology"),
    "207ZP0101X": ("Pathology, Anatomic Pathology", "Anatomic Pathology"),
    "207ZP0102X": (
        "Pathology, Anatomic Pathology & Clinical Pathology",
        "Anatomic Pathology & Clinical Pathology",
    ),
    "207ZP0105X": (
        "Pathology, Clinical Pathology/Laboratory Medicine",
        "Clinical Pathology/Laboratory Medicine",
    ),
    "207ZP0213X": ("Pathology, Pediatric Pathology", "Pediatric Pathology"),
    "2080P0207X": ("Pediatrics, Pediatric Hematology-Oncology", "Pediatric Hematology-Oncology"),
    "208200000X": ("Plastic Surgery",),
    "2082S0099X": (
        "Plastic Surgery, Plastic Surgery Within the Head and Neck",
        "Plastic Surgery Within the Head and Neck",
    ),
    "2085R0001X": ("Radiology, Radiation Oncology", "Radiation Oncology"),
    "2085R0203X": ("Radiology, Therapeutic Radiology", "Therapeutic Radiology"),
    "208600000X": ("Surgery",),
    "2086S0120X": ("Surgery, Pediatric Surgery", "Pediatric Surgery"),
    "2086S0122X": ("Surgery, Plastic and Reconstructive Surgery", "Plastic and Reconstructive Surgery"),
    "2086X0206X": ("Surgery, Surgical Oncology", "Surgical Oncology"),
    "208800000X": ("Urology",),
    "2088P0231X": ("Urology, Pediatric Urology", "Pediatric Urology"),
    "208C00000X": ("Colon & Rectal Surgery",),
    "208G00000X": ("Thoracic Surgery (Cardiothoracic Vascular Surgery)",),
    "261QX0200X": ("Clinic/Center, Oncology", "Oncology"),
    "261QX0203X": ("Clinic/Center, Oncology, Radiation", "Oncology, Radiation"),
}
