"""Titles of papers and the sentences that Romanian law wants on them. Sources, article by article: ``law.md``."""

TITLES: dict[str, dict[str, str]] = {
    "intake_act": {
        "ro": "Proces-verbal de predare-primire", "en": "Intake act", "ru": "Акт приёма в ремонт",
    },
    "estimate": {"ro": "Deviz estimativ", "en": "Estimate", "ru": "Смета"},
    "work_order": {"ro": "Comandă de reparație", "en": "Work order", "ru": "Заказ-наряд"},
    "issue": {"ro": "Bon de consum", "en": "Issue slip", "ru": "Расходная накладная"},
    "return": {"ro": "Bon de restituire", "en": "Return slip", "ru": "Возвратная накладная"},
    "goods_receipt": {
        "ro": "Notă de recepție și constatare de diferențe", "en": "Goods receipt note", "ru": "Акт поступления товаров",
    },
    "invoice": {"ro": "Factură", "en": "Invoice", "ru": "Счёт"},
    "storno": {"ro": "Factură storno", "en": "Reversing invoice", "ru": "Сторно счёта"},
    "cash_receipt": {"ro": "Chitanță", "en": "Cash receipt", "ru": "Квитанция об оплате"},
    "handover": {"ro": "Proces-verbal de predare", "en": "Hand-over act", "ru": "Акт выдачи из ремонта"},
    "warranty": {"ro": "Certificat de calitate și garanție", "en": "Warranty certificate", "ru": "Гарантийный талон"},
    "cash_journal": {"ro": "Registru de casă", "en": "Cash register journal", "ru": "Журнал кассы"},
}  # fmt: skip

LEGAL: dict[str, dict[str, tuple[str, ...]]] = {
    "intake_act": {
        "ro": (
            ("Clientul confirmă starea descrisă mai sus. Datele personale se prelucrează pentru această reparație, conform "
            "Regulamentului (UE) 2016/679."),
        ),
        "en": (
            ("The customer confirms the condition described above. Personal data are processed for this repair under "
            "Regulation (EU) 2016/679."),
        ),
        "ru": (
            ("Клиент подтверждает описанное выше состояние. Персональные данные обрабатываются для этого ремонта согласно "
            "Регламенту (ЕС) 2016/679."),
        ),
    },
    "estimate": {
        "ro": ("Lucrările refuzate nu intră în total.",),
        "en": ("Declined work is not in the total.",),
        "ru": ("Работы, от которых клиент отказался, в сумму не входят.",),
    },
    "work_order": {
        "ro": (
            ("Clientul comandă lucrările marcate „Aprobat”. Beneficiarul poate asista la reparație și poate refuza motivat, în scris, "
            "recepția lucrărilor (OG 82/2000, art. 3)."),
        ),
        "en": (
            ("The customer orders the work marked “Approved”. The customer may watch the repair and may refuse acceptance of the "
            "work in writing, with reasons (OG 82/2000, art. 3)."),
        ),
        "ru": (
            ("Клиент заказывает работы с отметкой «Согласовано». Клиент вправе присутствовать при ремонте и письменно, с указанием "
            "причин, отказаться от приёмки работ (OG 82/2000, ст. 3)."),
        ),
    },
    "goods_receipt": {
        "ro": (
            "Subsemnații, membri ai comisiei de recepție, am procedat la recepționarea bunurilor de mai jos și am constatat următoarele.",
            "Cod 14-3-1A, OMFP 2634/2015.",
        ),
        "en": (
            "The undersigned members of the reception committee have received the goods listed below and found the following.",
            "Form 14-3-1A, OMFP 2634/2015.",
        ),
        "ru": (
            "Мы, нижеподписавшиеся члены приёмной комиссии, приняли перечисленные ниже товары и установили следующее.",
            "Форма 14-3-1A, OMFP 2634/2015.",
        ),
    },
    "issue": {"ro": ("Cod 14-3-4A, OMFP 2634/2015.",), "en": ("Form 14-3-4A, OMFP 2634/2015.",), "ru": ("Форма 14-3-4A, OMFP 2634/2015.",)},
    "return": {"ro": ("Cod 14-3-4A, OMFP 2634/2015.",), "en": ("Form 14-3-4A, OMFP 2634/2015.",), "ru": ("Форма 14-3-4A, OMFP 2634/2015.",)},
    "invoice": {
        "ro": ("Factura este valabilă fără semnătură și ștampilă, conform art. 319 alin. (29) din Codul fiscal.",),
        "en": ("The invoice is valid without signature and stamp under art. 319 (29) of the Romanian Fiscal Code.",),
        "ru": ("Счёт действителен без подписи и печати согласно ст. 319 (29) Налогового кодекса Румынии.",),
    },
    "storno": {
        "ro": ("Factura este valabilă fără semnătură și ștampilă, conform art. 319 alin. (29) din Codul fiscal.",),
        "en": ("The invoice is valid without signature and stamp under art. 319 (29) of the Romanian Fiscal Code.",),
        "ru": ("Счёт действителен без подписи и печати согласно ст. 319 (29) Налогового кодекса Румынии.",),
    },
    "cash_receipt": {"ro": ("Cod 14-4-1, OMFP 2634/2015.",), "en": ("Form 14-4-1, OMFP 2634/2015.",), "ru": ("Форма 14-4-1, OMFP 2634/2015.",)},
    "cash_journal": {"ro": ("Cod 14-4-7A, OMFP 2634/2015.",), "en": ("Form 14-4-7A, OMFP 2634/2015.",), "ru": ("Форма 14-4-7A, OMFP 2634/2015.",)},
    "handover": {
        "ro": (
            ("Beneficiarul a verificat lucrările la predare. Refuzul motivat al recepției se face în scris (contestație) și se înscrie în "
            "registrul contestațiilor (OG 82/2000, art. 3)."),
        ),
        "en": (
            ("The customer has checked the work at hand-over. A refusal with reasons is made in writing and entered in the register of "
            "complaints (OG 82/2000, art. 3)."),
        ),
        "ru": (
            ("Клиент проверил работы при выдаче. Мотивированный отказ от приёмки оформляется письменно и вносится в журнал претензий "
            "(OG 82/2000, ст. 3)."),
        ),
    },
    "warranty": {
        "ro": (
            "Certificat eliberat în temeiul OUG 140/2021 și al Legii 296/2004. Drepturile consumatorului prevăzute de lege nu sunt afectate.",
            ("Manopera la care nu s-au înlocuit piese sau s-au montat piesele clientului: garanție 3 luni de la predare "
            "(RNTR 9, anexa 4, pct. 5.5.5). Piesele aduse de client nu au garanție din partea atelierului."),
            "Garanția se acordă în condițiile utilizării corecte și se pierde la intervenția altui atelier asupra lucrării garantate.",
        ),
        "en": (
            "Issued under OUG 140/2021 and Legea 296/2004. The consumer's legal rights are not affected.",
            ("Labour without replaced parts, or with parts of the customer: 3 months from hand-over (RNTR 9, annex 4, 5.5.5). "
            "Parts brought by the customer carry no warranty of the workshop."),
            "The warranty holds under correct use and ends when another workshop changes the work it covers.",
        ),
        "ru": (
            "Выдан на основании OUG 140/2021 и Legea 296/2004. Законные права потребителя не ограничиваются.",
            ("Работы без замены деталей или с деталями клиента: гарантия 3 месяца со дня выдачи (RNTR 9, прил. 4, п. 5.5.5). "
            "На детали клиента гарантия мастерской не распространяется."),
            "Гарантия действует при правильной эксплуатации и прекращается при вмешательстве другой мастерской в выполненную работу.",
        ),
    },
}  # fmt: skip
