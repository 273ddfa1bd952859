"""Words whose capitals no rule can tell: acronyms that could be words, shortened words, words of two parts.

Collected by hand from names of hospitals and practices as they write them themselves, from Publication 28
of the Postal Service (Appendix C: shortened words of streets), and from the legal forms of companies.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Acronyms that could be read as words. What cannot be a word needs no entry (see `rules.py`).
ACRONYMS = _words(
    """
    II III IV VI VII VIII IX XI XII US USA NE SE PA PSC PLC PLLP APC APMC APLC AMC ASC ACO FQHC IPA MSO
    VA VAMC CBOC IHS NAS MCAS APO JBER NIH NCI OD OB OBGYN GYN ENT ER ICU NICU PICU HIV MRI GI IMRT EMS
    ECT ABA MOB POB AOB OPC OPCO AOS AQ ARUP AIS AHA AHC AHN AHS AMI AMITA AUMC BI BIDMC CARTI CAH CHI
    CHOC CHOP CHRISTUS CUIMC CUMC ECU EC EIRMC EMC ETSU FAU FIU HIMA IHA IHC IMC IMG INTEGRIS IU IUPUI
    KU LECOM LIJ MU MEJ NEA NEO NEOMED NIU NOLA NY NYC NYCBS NYP NYS NYU WNY CNY KY WY OCH OHC OHS OHSU
    OMH ONS OSS OSU OSUMC OSUWMC OU OUHSC PAMF PIH SCRI SCCA SEARHC SIH SIU SUNY TCA TIRR TUMC UAB UAMS
    UC UCI UCD UCF UCH UCHSC UCLA UCM UCR UCSD UF UFPC UH UHC UHHS UHS UI UIC UIHC UK UM UMMS UNC UND
    UNLV UNR UNT UPCI UPH UPHS USF UT UTHSC UTMB UTMC UTSW UVA UVM UW UWMC WAMC ADC ANC CAMC COPC NHO
    ROI SAMC SOMC ASEM ASD AHEC CUNY XY
    """
)

#: How words begin and end with two consonants; letters that begin or end otherwise are no word.
BEGINNINGS = _words(
    """
    BH BL BR CH CL CR CZ DH DJ DR DW FJ FL FR GH GL GN GR GW HL KH KL KN KR KW LL MC NG PF PH PL PN PR
    PS RH SC SH SK SL SM SN SP SQ SR ST SV SW TH TR TS TW VL VR WH WR ZH ZW
    """
)
ENDS = _words(
    """
    BB BL BS BT CH CK CS CT CZ DD DS DT DZ FF FS FT GG GH GN GS HL HM HN HR HS HT JD KH KS LB LC LD LF
    LG LK LL LM LN LP LS LT LV LZ MB MM MN MP MS NC ND NG NK NN NS NT NX NZ PH PP PS PT RB RC RD RF RG
    RK RL RM RN RP RR RS RT RV RZ SH SK SM SP SQ SS ST TH TS TT TZ VS WD WK WL WN WR WS XT ZZ
    """
)

#: Shortened words and others without a vowel, or that end as no word does, which are no acronyms.
SHORTENED = _words(
    """
    DR DRS MR MRS JR SR ST STS MT MTN MTNS FT PT NG LTD DEPT DPT CNTR CNTRS CTR CTRS CTY CNTY HLTH
    HLTHCR HSP HSPTL HSPTLS HRT BHVRL CHLDRN CHLDRNS MDCL RGNL SRVS SRVCS SVC SVCS SRVC SRVCE SYST SYSTM
    SYS SPCLTY SPLTY PHYS PHYSN PHYSNS PSYCH MGMT GRP BROS RVR VLY SPGS SPRGS SPG HTS JCT TWP CRK BCH LK
    LKS PKWY CTS SCH NATL INTL HWY BLVD SQ RD LN CLNC SRGRY SRG SRGCL PHRM PH MCH MC MDL ESQ TH
    """
)
#: Those of streets: the words of Publication 28, and units of buildings.
STREET_SHORTENED = (SHORTENED - {"SR"}) | _words(
    """
    BND BLF BLFS BTM BR BRG BRK BRKS BG BGS BYP CP CYN CPE CSWY CIR CLF CLFS CLB CMN CT CV CVS CRST XING
    XRD CRV DL DM DV EXPY EXT FLS FRY FLD FLDS FLT FLTS FL FLR FLRS FRD FRST FRG FRGS FRK FRKS FWY GDN
    GDNS GTWY GLN GLNS GRN GRNS GRV GRVS HBR HBRS HVN HL HLS HLW INLT JCTS KNL KNLS KY KYS LNDG LGT LGTS
    LF LCK LCKS LDG LP ML MLS MNR MNRS MDW MDWS MSN MTWY NCK PK PKY PL PLN PLNS PLZ PTS PRT PRTS RNCH
    RPD RPDS RDG RDGS RDS RTE RM RMS SHL SHLS SHR SHRS SKWY SQS STE STES STR STRM SMT TPK TPKE TRL TRLS
    TRWY TRCE TRFY TER TR TRK TUNL VLYS VW VWS VLG VLGS VL WL WLS BLDG BLD BSMT FRNT HNGR LBBY LWR SPC
    TRLR UPPR APT APTS CRSE PRKWY PKWAY BLV AVE AV TERR KM KMS CMNS ATTN ADM HGTS OFC RECP TWNSHP RT
    """
)
#: Letters that are acronyms in streets alone.
STREET_ACRONYMS = _words("PO PMB IH RAF")

#: Words with a capital inside, and some that begin without one.
SPELLINGS = {
    each.upper(): each
    for each in _words(
        """
        AdCare AdvantageCare AnMed AtlantiCare BayCare BioOncology BioReference BroMenn BronxCare
        CancerCare CareFirst CareMount CarePlex CarePoint CaroMont CarolinaEast CentraCare CentraState
        CommonSpirit ChristianaCare CityMD CoxHealth DaVita EmergeOrtho GenesisCare HaysMed
        HealthAlliance HealthBridge HealthONE HealthPartners HealthSource HealthSouth HealthSystem
        HopeBridge JamesCare LabCorp LewisGale LifeBridge LifePoint MaineGeneral MedCenter MedExpress
        MedStar MemorialCare MercyOne MetroWest MidMichigan MultiCare MyMichigan NeoGenomics NextGen
        NorthBay NorthShore OptumCare OrthoCarolina OrthoColorado OrthoIndy ProCure ProHealth
        ProMedica RidgeGate StarCare SwedishAmerican LRGHealthcare MidState ThedaCare TriHealth
        TriStar UChicago UConn UMass UnityPoint UofL VillageMD WakeMed WellBridge WellSpan WellStar
        WinnMed AmeriPath CellNetix DermPath PathGroup NewYork PrimeCare FirstChoice DeBakey DeBarr
        DeForest DeFuniak DeGraff DeKalb DeLand DePaul DePauw DeQuincy DeRidder DeSoto DeTar DeVos
        DeWitt DiMaggio DuBois DuPage DuPont LaBelle LaFollette LaGrange LaPlace LaPorte LaRabida
        LaSalle LaVergne LeConte LeFlore LeRoy LeSueur MacArthur MacCorkle MacDade MacDill MacDonald
        MacDougall MacDowell MacGregor MacKenzie MacLean MacLeod MacMillan MacNeal MacPherson MacQueen
        PharmD PhD PsyD d'Alene dba
        """
    )
}
#: Words that end in "health" and are written as one word without a second capital.
ONE_WORD = _words("BAYHEALTH MERCYHEALTH TELEHEALTH")

#: Codes of states that may be other words: they are read as states at the end of a name, or behind "of".
STATES_AT_END = _words("AL CO CT DE HI ID IN LA MA ME MS MT OR PR")
#: Codes of states that are no other words of names.
STATES = _words("AK AR AZ CA FL GA IA IL MI MO OH OK WA WI")
#: Codes of states that are other words in streets, unless one of these comes behind.
STATES_OF_HIGHWAYS = _words("AL CO GA ID IN KY LA ME OH OR PA WY")
HIGHWAYS = _words("HWY HIGHWAY RT RTE ROUTE")
#: What may come behind a state at the end of a name.
LEGAL_FORMS = _words("LLC LLP PLLC PC PA INC CORP LTD LP PSC PLC SC APC")
#: Degrees that are written at the end of a name.
DEGREES_AT_END = _words("DO MA BA")

#: Words in lower case, except at the beginning.
SMALL = _words("OF AND THE FOR AT IN ON OR BY TO WITH FROM AN AS")
#: Towns whose names begin with "The".
THE_TOWNS = _words("WOODLANDS DALLES VILLAGES")
#: The words that a name in Spanish begins with, and others that small Spanish words follow.
SPANISH_NAMES = _words(
    """
    HOSPITAL CENTRO CENTROS CLINICA CLINICAS GRUPO INSTITUTO LABORATORIO DOCTOR DOCTORS ESCUELA
    """
)
SPANISH_WORDS = _words(
    """
    CALLE AVENIDA CAMINO CORONA MARINA PASEO PLAYA PLAZA PONCE RANCHO VIA VISTA
    """
)
SPANISH_SMALL = _words("DE DEL Y E")
ARTICLES = _words("LA LAS LOS EL")
#: "a" comes before one of these; other single letters are initials.
AFTER_A = _words(
    """
    PROFESSIONAL MEDICAL MEMBER CAMPUS DIVISION DIV PART DEPARTMENT SERVICE CALIFORNIA NEVADA NEW BETTER
    TOUCH PARTNERSHIP LIMITED LAW MISSION SUBSIDIARY NONPROFIT NURSING PHYSICIAN DENTAL PSYCHOLOGICAL
    """
)
