"""People, cars, devices, parts and jobs of the Romanian demo businesses."""

FIRST = ["Ion", "Maria", "Andrei", "Elena", "Mihai", "Ioana", "Alexandru", "Ana", "Florin", "Georgeta", "Radu", "Irina", "Paul", "Dana", "Cristian", "Monica", "Vasile", "Simona", "Sorin", "Laura", "Dan", "Carmen", "Bogdan", "Raluca", "Ștefan", "Corina", "Gabriel", "Mihaela", "Adrian", "Oana", "Lucian", "Diana", "Călin", "Teodora", "Marius", "Camelia", "Ovidiu", "Flavia", "Victor", "Daniela"]
LAST = ["Popescu", "Ionescu", "Popa", "Radu", "Stan", "Dumitrescu", "Stoica", "Gheorghe", "Matei", "Rusu", "Munteanu", "Marin", "Toma", "Neagu", "Olteanu", "Enache", "Barbu", "Ilie", "Dobre", "Voicu", "Luca", "Mureșan", "Neacșu", "Pană", "Țăranu", "Șerban", "Bălan", "Crăciun", "Ungureanu", "Chiriac", "Szabó", "Kovács", "Lungu", "Moldovan", "Oprea", "Tudor", "Nistor", "Preda", "Sandu", "Vlad"]
COMPANIES = ("Logistic Trans SRL", "Transilvania Grup SRL", "Clinica Vet Bran SRL", "Mobila Prahova SA", "Cofetăria Dulce SRL", "Notariat Vlad SPRL",
             "Creativ Studio SRL", "Agro Bârsa SRL", "Construct Nord SRL", "Panificația Spicul SRL", "Primăria Râșnov", "Café Nova SRL",
             "Instal Expert SRL", "Curier Rapid Brașov SRL", "Hotel Belvedere SRL", "Farmacia Teiul SRL")
CITIES = {"BV": ("Brașov", "Brașov"), "CJ": ("Cluj-Napoca", "Cluj"), "IS": ("Iași", "Iași")}
STREETS = ("Str. Lungă", "Str. Zizinului", "Bd. Gării", "Calea București", "Str. Memorandumului", "Str. Traian", "Str. Castanilor", "Aleea Tiberiu Brediceanu")
CARS = (("Dacia", "Logan"), ("Dacia", "Duster"), ("Dacia", "Sandero"), ("VW", "Golf 7"), ("VW", "Passat"), ("Skoda", "Octavia"), ("Ford", "Focus"),
        ("Ford", "Transit"), ("Renault", "Megane"), ("Renault", "Trafic"), ("Opel", "Astra"), ("BMW", "X3"), ("Audi", "A4"), ("Toyota", "Yaris"),
        ("Hyundai", "i30"), ("Kia", "Ceed"), ("Peugeot", "308"), ("Mercedes-Benz", "Sprinter"))
DEVICES = (("phone", "Apple", "iPhone 13"), ("phone", "Apple", "iPhone 12"), ("phone", "Samsung", "Galaxy S22"), ("phone", "Samsung", "Galaxy A54"),
           ("phone", "Xiaomi", "Redmi Note 12"), ("tablet", "Apple", "iPad Air 4"), ("laptop", "Lenovo", "ThinkPad T14"), ("laptop", "HP", "ProBook 450"),
           ("laptop", "Asus", "VivoBook 15"), ("printer", "HP", "LaserJet M428fdw"), ("printer", "Brother", "HL-L5200"), ("coffee", "Saeco", "Lirika"),
           ("washer", "Bosch", "WAU28"), ("cash_register", "Datecs", "DP-150"))
SUPPLIERS = (("Inter Cars România SRL", "RO14399840"), ("Autonet Import SRL", "RO4191485"), ("Auto Total SRL", "RO1790404"), ("Piese GSM Distribution SRL", "RO15193236"))

# code, name, manufacturer, cost, price, per visit quantity hint
CAR_PARTS = (
    ("OC1566", "Filtru ulei Dacia/Renault 1.5 dCi", "Mahle", "21.40", "34.50"), ("W712-95", "Filtru ulei VW 1.6/2.0 TDI", "Mann", "24.10", "39.00"),
    ("LX3902", "Filtru aer", "Mahle", "31.50", "58.00"), ("CU2545", "Filtru polen", "Mann", "28.30", "49.00"), ("FLT-2340", "Filtru combustibil Transit 2.0", "Bosch", "64.00", "105.00"),
    ("5W30-C3-5L", "Ulei motor 5W-30 C3, 5 L", "Castrol", "118.90", "189.00"), ("5W40-A3-4L", "Ulei motor 5W-40 A3, 4 L", "Motul", "97.50", "158.00"),
    ("GDB2108", "Plăcuțe frână față, set", "TRW", "168.00", "289.00"), ("GDB2187", "Plăcuțe frână spate, set", "TRW", "162.00", "254.00"),
    ("24.0130-0208.1", "Disc frână față 308 mm", "ATE", "236.00", "342.00"), ("DF6821", "Disc frână spate 294 mm", "TRW", "190.00", "268.00"),
    ("C7G012ABE", "Cablu frână de mână, spate", "ABE", "94.50", "141.00"), ("LUK623309600", "Kit ambreiaj 1.5 dCi", "LuK", "742.00", "1098.00"),
    ("CT1139K3", "Kit distribuție cu pompă apă", "Contitech", "486.00", "745.00"), ("3397118", "Ștergător 600 mm", "Bosch", "18.20", "41.00"),
    ("H7-12V", "Bec H7 12 V", "Osram", "11.30", "24.00"), ("AGM70", "Acumulator 70 Ah AGM", "Varta", "498.00", "720.00"), ("EFB60", "Acumulator 60 Ah EFB", "Exide", "352.00", "515.00"),
    ("BP-4DOT", "Lichid frână DOT4, 1 L", "ATE", "26.00", "48.00"), ("G12EVO-5", "Antigel G12 evo, 5 L", "Febi", "72.00", "119.00"), ("NGK-BKR6", "Bujie aprindere", "NGK", "16.80", "33.00"),
    ("TB-41-09", "Bieletă antiruliu", "Delphi", "47.00", "86.00"), ("BJ-2245", "Pivot inferior", "Lemförder", "88.00", "149.00"), ("SA-318", "Amortizor față", "Sachs", "312.00", "468.00"),
    ("RL-6PK", "Curea accesorii 6PK1200", "Gates", "54.00", "96.00"), ("TERM-88", "Termostat 88 °C", "Wahler", "73.00", "128.00"), ("SND-LAM", "Sondă lambda", "Bosch", "214.00", "345.00"),
    ("R134A-KG", "Freon R134a, kg", "Honeywell", "96.00", "210.00"), ("205-55R16W", "Anvelopă iarnă 205/55 R16", "Michelin", "318.00", "429.00"), ("GARN-CIL", "Garnitură chiulasă", "Elring", "145.00", "248.00"),
)
CAR_JOBS = (
    ("Schimb ulei și filtre", "Cer revizie, a trecut termenul.", "0.6", (("OC1566", 1), ("5W30-C3-5L", 1), ("LX3902", 1), ("CU2545", 1))),
    ("Revizie 60.000 km", "Revizie la 60.000 km.", "1.4", (("W712-95", 1), ("5W30-C3-5L", 1), ("LX3902", 1), ("CU2545", 1), ("NGK-BKR6", 4))),
    ("Discuri și plăcuțe față", "Zgomot la frânare în față.", "1.8", (("24.0130-0208.1", 2), ("GDB2108", 1))),
    ("Discuri și plăcuțe spate", "Frâna de mână ține slab.", "2.2", (("DF6821", 2), ("GDB2187", 1), ("C7G012ABE", 1))),
    ("Kit distribuție", "A ajuns la kilometrii de distribuție.", "4.5", (("CT1139K3", 1), ("RL-6PK", 1), ("G12EVO-5", 1))),
    ("Înlocuire ambreiaj", "Ambreiajul patinează.", "5.5", (("LUK623309600", 1),)),
    ("Bieletă și pivot", "Bătaie la roata din dreapta.", "1.2", (("TB-41-09", 2), ("BJ-2245", 1))),
    ("Acumulator", "Nu pornește dimineața.", "0.4", (("AGM70", 1),)),
    ("Încărcare freon și test etanșeitate", "Aerul condiționat nu răcește.", "1.0", (("R134A-KG", 1),)),
    ("Schimb anvelope", "Montaj anvelope iarnă.", "1.0", (("205-55R16W", 4),)),
    ("Amortizoare față", "Mașina plutește în curbe.", "2.6", (("SA-318", 2),)),
    ("Diagnoză motor", "S-a aprins martorul motor.", "0.8", (("SND-LAM", 1),)),
    ("Ștergătoare și becuri", "Ștergătoarele lasă urme.", "0.3", (("3397118", 2), ("H7-12V", 2))),
)
DEVICE_PARTS = (
    ("IP13-LCD", "Ecran iPhone 13", "Refurb", "385.00", "620.00"), ("IP13-BAT", "Baterie iPhone 13", "Apple", "168.00", "290.00"), ("IP12-CHG", "Mufă încărcare iPhone 12", "OEM", "62.00", "140.00"),
    ("S22-LCD", "Ecran Galaxy S22", "Samsung", "540.00", "790.00"), ("A54-LCD", "Ecran Galaxy A54", "Samsung", "298.00", "460.00"), ("RN12-BAT", "Baterie Redmi Note 12", "Xiaomi", "54.00", "120.00"),
    ("IPAD4-GL", "Geam tabletă iPad Air 4", "OEM", "210.00", "390.00"), ("T14-KBD", "Tastatură ThinkPad T14", "Lenovo", "176.00", "310.00"), ("SSD-1TB", "SSD NVMe 1 TB", "Samsung", "298.00", "420.00"),
    ("DDR4-16", "Memorie DDR4 16 GB", "Kingston", "142.00", "215.00"), ("M428-FUS", "Fuser M428", "HP", "520.00", "780.00"), ("L5200-DR", "Drum Brother L5200", "Brother", "312.00", "470.00"),
    ("LIR-PMP", "Pompă Saeco Lirika", "Ulka", "58.00", "125.00"), ("WAU-PMP", "Pompă evacuare Bosch", "Bosch", "96.00", "185.00"), ("DP150-MEM", "Memorie fiscală DP-150", "Datecs", "260.00", "390.00"),
    ("PASTE-TIM", "Pastă termoconductoare", "Arctic", "14.00", "35.00"), ("FOLIE-UNI", "Folie protecție ecran", "Spigen", "9.00", "30.00"),
)
DEVICE_JOBS = (
    ("Înlocuire ecran", "Ecranul s-a spart.", "0.8", (("IP13-LCD", 1), ("FOLIE-UNI", 1))), ("Înlocuire ecran", "Ecran cu dungi.", "0.9", (("A54-LCD", 1),)),
    ("Înlocuire baterie", "Se descarcă repede.", "0.4", (("IP13-BAT", 1),)), ("Mufă de încărcare", "Nu încarcă.", "0.7", (("IP12-CHG", 1),)),
    ("Tastatură laptop", "Taste care nu merg.", "1.0", (("T14-KBD", 1),)), ("SSD și reinstalare", "Merge foarte încet.", "1.5", (("SSD-1TB", 1), ("DDR4-16", 1))),
    ("Curățare și pastă", "Se încălzește.", "1.0", (("PASTE-TIM", 1),)), ("Fuser imprimantă", "Blochează hârtia.", "1.2", (("M428-FUS", 1),)),
    ("Pompă espressor", "Nu trage apă.", "0.9", (("LIR-PMP", 1),)), ("Pompă evacuare", "Nu evacuează apa.", "1.1", (("WAU-PMP", 1),)), ("Memorie fiscală", "Eroare memorie fiscală.", "1.0", (("DP150-MEM", 1),)),
)
LABOUR = ("MAN-MEC", "Manoperă mecanică", "180.00")
BENCH_LABOUR = ("MAN-BANC", "Manoperă banc service", "150.00")
FEE = ("TAXA-DEEE", "Reciclare și consumabile", "12.00")
WHY_NOT = "revine luna viitoare"
