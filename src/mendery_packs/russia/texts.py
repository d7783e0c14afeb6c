"""Titles of papers and the sentences that Russian law wants on them. Sources, article by article: ``law.md``."""

TITLES: dict[str, dict[str, str]] = {
    "intake_act": {"ru": "Акт приёма в ремонт", "en": "Intake act", "ro": "Proces-verbal de primire în reparație"},
    "estimate": {"ru": "Смета на ремонт", "en": "Estimate", "ro": "Deviz estimativ"},
    "work_order": {"ru": "Заказ-наряд", "en": "Work order", "ro": "Comandă de reparație"},
    "issue": {"ru": "Расходная накладная", "en": "Issue slip", "ro": "Bon de consum"},
    "return": {"ru": "Возвратная накладная", "en": "Return slip", "ro": "Bon de restituire"},
    "goods_receipt": {"ru": "Приходная накладная", "en": "Goods receipt note", "ro": "Notă de recepție"},
    "invoice": {"ru": "Счёт", "en": "Invoice", "ro": "Factură"},
    "storno": {"ru": "Сторно счёта", "en": "Reversing invoice", "ro": "Factură storno"},
    "cash_receipt": {"ru": "Квитанция к приходному ордеру", "en": "Cash receipt", "ro": "Chitanță"},
    "handover": {"ru": "Акт выдачи из ремонта", "en": "Hand-over act", "ro": "Proces-verbal de predare"},
    "warranty": {"ru": "Гарантийный талон", "en": "Warranty card", "ro": "Certificat de garanție"},
    "cash_journal": {"ru": "Журнал кассы", "en": "Cash register journal", "ro": "Registru de casă"},
}

LEGAL: dict[str, dict[str, tuple[str, ...]]] = {
    "intake_act": {
        "ru": (
            "Составлен в двух экземплярах. Заказчик согласен на обработку персональных данных для выполнения этого ремонта (152-ФЗ).",
        ),
        "en": (
            "Made in two copies. The customer agrees to the processing of personal data for this repair (152-FZ).",
        ),
        "ro": (
            "Întocmit în două exemplare. Clientul este de acord cu prelucrarea datelor personale pentru această reparație (152-FZ).",
        ),
    },
    "estimate": {
        "ru": ("Работы, от которых заказчик отказался, в сумму не входят. Работы сверх сметы выполняются только с согласия заказчика.",),
        "en": ("Declined work is not in the total. Work beyond the estimate is done only with the customer's consent.",),
        "ro": ("Lucrările refuzate nu intră în total. Lucrările peste deviz se fac numai cu acordul clientului.",),
    },
    "work_order": {
        "ru": (
            ("Заказчик заказывает работы с отметкой «Согласовано». Дополнительные работы выполняются только с согласия заказчика "
            "(ПП РФ 29.05.2025 № 780)."),
        ),
        "en": (
            ("The customer orders the work marked “Approved”. Additional work is done only with the customer's consent "
            "(Government Decree 780 of 29.05.2025)."),
        ),
        "ro": (
            ("Clientul comandă lucrările marcate „Aprobat”. Lucrările suplimentare se fac numai cu acordul clientului "
            "(HG RF 780 din 29.05.2025)."),
        ),
    },
    "handover": {
        "ru": (
            ("Работы выполнены, изделие проверено и получено. Заказчик претензий по объёму, качеству и срокам не имеет, "
            "если ниже не указано иное."),
        ),
        "en": (
            ("The work is done, the item was checked and received. The customer has no claims about extent, quality and terms "
            "unless noted below."),
        ),
        "ro": (
            ("Lucrările sunt executate, produsul a fost verificat și primit. Clientul nu are pretenții privind volumul, calitatea "
            "și termenele, dacă nu se arată altfel."),
        ),
    },
    "warranty": {
        "ru": (
            ("Гарантийный срок продлевается на время устранения недостатков; на заменённую комплектующую часть со своим гарантийным "
            "сроком даётся новый срок той же длительности (закон РФ 2300-1, ст. 20)."),
            "Недостатки работ, обнаруженные в гарантийный срок, устраняются безвозмездно (закон РФ 2300-1, ст. 29).",
        ),
        "en": (
            ("The warranty is prolonged by the time of its repair; a replaced component with a warranty of its own gets a new one of "
            "the same length (Law 2300-1, art. 20)."),
            "Defects of the work found within the warranty are removed free of charge (Law 2300-1, art. 29).",
        ),
        "ro": (
            ("Garanția se prelungește cu durata remedierii; componenta înlocuită cu garanție proprie primește o garanție nouă de aceeași "
            "durată (Legea 2300-1, art. 20)."),
            "Defectele lucrării constatate în garanție se remediază gratuit (Legea 2300-1, art. 29).",
        ),
    },
}  # fmt: skip
