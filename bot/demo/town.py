"""The small workspace of the demo: twelve people from Auckland to Denver, three channels, two communities to be."""

from __future__ import annotations

from bot.demo.local_slack import Channel, Colleague, Workspace

ANA, BEN, CHIKA, DEE, EVA, FIN = "U01ANA", "U02BEN", "U03CHIKA", "U04DEE", "U05EVA", "U06FIN"
GUL, HANA, IRA, JONAS, KAI, LEA = "U07GUL", "U08HANA", "U09IRA", "U10JONAS", "U11KAI", "U12LEA"
GENERAL, STEWARDS, EVALUATION = "C01GENERAL", "C02STEWARDS", "C03EVALUATION"

PEOPLE = (
    Colleague(ANA, "ana", "Ana Sousa", "Europe/Lisbon"),
    Colleague(BEN, "ben", "Ben Okafor", "Africa/Lagos"),
    Colleague(CHIKA, "chika", "Chika Mori", "Asia/Tokyo"),
    Colleague(DEE, "dee", "Dee Alvarez", "America/Denver"),
    Colleague(EVA, "eva", "Eva Lund", "Europe/Oslo"),
    Colleague(FIN, "fin", "Fin Byrne", "Europe/Dublin"),
    Colleague(GUL, "gul", "Gul Aydin", "Europe/Istanbul"),
    Colleague(HANA, "hana", "Hana Novak", "Europe/Prague"),
    Colleague(IRA, "ira", "Ira Shah", "Asia/Kolkata"),
    Colleague(JONAS, "jonas", "Jonas Weber", "Europe/Berlin"),
    Colleague(KAI, "kai", "Kai Rangi", "Pacific/Auckland"),
    Colleague(LEA, "lea", "Lea Moreau", "America/Toronto"),
)

TOWN = Workspace(
    colleagues=PEOPLE,
    channels=(
        # The page opens on the first one.
        Channel(STEWARDS, "data-stewards", (ANA, BEN, CHIKA, DEE, EVA, GUL, HANA, JONAS, KAI)),
        Channel(EVALUATION, "evaluation", (ANA, DEE, EVA, FIN, HANA, IRA, LEA, JONAS)),
        Channel(GENERAL, "general", tuple(one.id for one in PEOPLE)),
    ),
    name="Evener demo",
)
