"""The German words by which the never-an-answer checks know advice, verdicts, promises and process talk.

The same lists as in ``lexicon.py``, which says what each is for. All text is judged in lower case.
"""

from __future__ import annotations

import re

from facilitation.on_demand import written


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _imperatives(stems: str) -> frozenset[str]:
    """``delegier`` → delegier, delegiere, delegieren: to one, to one, to somebody formally."""
    return frozenset(stem + end for stem in stems.split() for end in ("", "e", "en"))


LANGUAGE = "de"
QUOTES = ("„", "“")
ELISION = written(r"(?!)()")

# --- check 2 -----------------------------------------------------------------------------------------------------

_MOST = r"(beste|bessere|richtige|einfachste|einzige|naheliegende|kluge|sinnvollste|schnellste)[rnsm]?"
_WHO = r"(du|man|ihr|wir|sie|jeder|alle)"
ADVICE = tuple(
    written(pattern, re.IGNORECASE)
    for pattern in (
        r"\bsollte(st|t|n)?\b",
        r"\bsollst\b|\bsollt ihr\b|\bihr sollt\b",
        r"\b(musst|müsst|müssen|muss|müsste(st|t|n)?)\b(?! (nicht|nichts|nie|niemand|keine?[rsn]?)\b)",
        r"\b(versuche?|versuchst|versuchen|probiere?|probierst|probieren|ausprobieren)\b",
        r"\b(hast|habt|hattest) (du|ihr) (es |das |schon |mal |je |einmal |daran |bereits |auch |damit )*(versucht|probiert|überlegt|gedacht|erwogen|gefragt|gesprochen|nachgesehen|geprüft)\b",
        r"\b(überleg|erwäg|erwog|bedenk|berücksichtig)\w*\b|\bin betracht\b",
        r"\b(empfehl|empfiehl|empfohl|empfahl)\w*\b",
        r"\b(ich|wir|würde|lass mich|darf ich|kann ich) (dir |euch )?(rate|raten|schlage|vorschlagen|anraten)\b|\bratschl[aä]g\w*\b|\bratsam\b|\bich rate\b|\bvorschlagen\b",
        r"\b(mein|unser|ein|guter|kleiner|der) (rat|tipp|hinweis|ratschlag)\b|\b(mein|unser|guter|kleiner|besserer) vorschlag\b|\btipps?\b",
        r"\b(warum|wieso|weshalb)\b[^.?!]*\bnicht\b",
        r"\bwie (wäre|wär)('s| es| das)?\b|\bwas ist mit\b|\bwie steht es mit\b",
        r"\bwas(,)? wenn\b|\bwas wäre(,)? wenn\b|\bwas würde (passieren|geschehen)\b",
        r"\bwenn ich (du|an deiner)\b|\ban (deiner|eurer|ihrer) stelle\b",
        rf"\b{_MOST} (weg|lösung|antwort|option|wahl|idee|schritt|ansatz|vorgehen|möglichkeit|art|weise|mittel)\b|\bam besten\b",
        r"\bbewährt\w*\b|\bbest practices?\b|\berfahrungsgemäß\b",
        rf"\b{_WHO} (könntest|könnte|könntet|könnten)\b|\b(könntest|könntet) (du|ihr)\b|\b(kannst|könnt) (du |ihr )?(doch|einfach|ja|mal|vielleicht|immer)\b",
        r"\b(würde|könnte|dürfte|wird|mag|sollte)n?\b[^.?!]{0,40}\b(helfen|nützen|klappen|funktionieren|gelingen|lösen)\b",
        r"\bmeist(ens)? (hilft|klappt|funktioniert)\b|\b(hilft|klappt|funktioniert) (meist|meistens|oft|immer|in der regel)\b",
        r"\b(es )?lohnt sich\b|\b(wäre|ist|scheint) (gut|besser|sinnvoll|hilfreich|klug|wichtig|ratsam|nötig|vernünftig|an der zeit)(,| zu| dass| wenn)",
        r"\bsinnvoll\w*\b|\bgute idee\b|\bzielführend\w*\b",
        r"\b(die (antwort|lösung|ursache|wurzel)|das (geheimnis|problem)|der (schlüssel|grund|trick)) (ist|liegt|wäre|lautet|heißt|dafür|hier)\b",
        r"\bdas (ist|wäre) (richtig|falsch|korrekt|wahr|die antwort|die lösung|der weg)\b|\bdas stimmt\b|\b(du hast|ihr habt) recht\b|\bdu (liegst|irrst)\b",
        r"\b(ja|nein|genau|richtig|stimmt), (es|das|du|sie|mach|die|der|ihr|frag)\b",
        r"\b(achte darauf|vergiss nicht|denk(e)? (daran|dran)|stell(e)? sicher|sorg(e)? dafür|pass auf)\b",
        r"\b(der|dein|euer) (erste|nächste) schritt (ist|wäre|besteht|heißt)\b|\bals erstes\b|\bfang(e)? (doch|einfach|klein|damit)\b",
        r"\bes braucht (nur|bloß|dazu|einen|eine)\b|\balles(,)? was (du brauchst|es braucht)\b|\bbrauchst du nur\b|\bdu brauchst (nur|bloß|einen|eine)\b",
        r"\b(die meisten|viele|manche|andere|erfolgreiche) (teams|gruppen|firmen|führungskräfte|leute|menschen|communitys?) (machen|tun|nutzen|finden|lösen|würden|beginnen|setzen)\b",
        r"\b(studien|forschung|untersuchungen) (zeig|beleg|sag)\w*\b",
        r"\b(kannst|willst|würdest|möchtest) du (nicht|doch|mal|einfach)\b",
        r"\b(würde|hilft|hülfe) es (helfen|dir)?(,)? (wenn|zu)\b|\bwäre es (möglich|besser|denkbar|nicht)\b",
        r"\b(ist|sind|wäre|hat|kann|könnte) (es|das|da|sie) nicht\b.*\?|\bnicht wahr\b|, oder\?",
        r"\bwichtig ist(,)? (dass|zu)\b|\bam wichtigsten\b|\bnur zu\b|\bnur mut\b",
    )
)  # fmt: skip
CLAUSE_OPENERS = _words("bitte dann und also nun jetzt erst zuerst danach auch aber oder gut so doch einfach")
CONTENT_VERBS = _imperatives(
    """
    analysier adressier akzeptier arbeit automatisier änder anpass baue begreif bekämpf belohn beobacht berechn
    beruhig beschleunig besprech sprich bestell bestraf beweis bezahl bilde binde blockier brich buch budgetier
    coach deleg delegier denk denke diskutier dokumentier drück eliminier entlass entscheid entspann entwickel
    entwirf erarbeit erforsch erhöh erinner erklär ermutig ersetz erweiter erzwing eskalier etablier fang finanzier
    fokussier forder förder führ führe geh gestalt gewöhn gliedere handel handle hinterfrag hol hör identifizier
    ignorier implementier informier integrier investier isolier kämpf kauf klär kläre kombinier kommunizier
    konfrontier konzentrier kontrollier kümmer kürz lad lass leg lern lerne leih lös löse mach mache manag meide
    miss mess minimier motivier nimm nutz nutze optimier ordn organisier pass plan plane prüf prüfe priorisier
    red rede redet reduzier regel reparier schaff schick schließ schul schütz senk setz sorg sorge sprech spar stärk
    stell steuer stopp strukturier studier such teil trainier trenn treff triff trau überdenk übernimm übertrag
    überzeug übe umstrukturier unterrichte unterstütz verander veränder verbann verbesser verbünd verein vereinfach
    verhandel verhinder verkauf verkürz verlager verlang vermeid verring verschieb verstärk verteil vertrau
    verwend wechsel wehr weit widersteh wirf zahl zähm ziel zieh zwing führt verkleiner verfolg
    """
)
PROCESS_VERBS = _words(
    """
    lass lasse lassen leg lege legen schick schicke such suche teil teile teilen hol hole hör höre stopp schließ
    schließe schließen treffen
    """
)

# --- check 3 -----------------------------------------------------------------------------------------------------

OPEN_STARTS = _words(
    """
    was wer wen wem wessen wo wann wie woher wohin woran worauf wofür womit wovon wozu worüber worum wodurch wonach
    welche welcher welches welchen welchem inwiefern
    """
)
CLOSED_STARTS = _words(
    """
    ist sind bist seid war waren warst wäre wärst hat haben hast habt hatte hatten hätte hättest kann kannst können
    könnt könnte könntest soll sollst sollen sollte will willst wollt wollen würde würdest würdet wird wirst werden
    darf darfst dürfen mag magst mögt möchte möchtest muss musst müssen macht machst gibt gab geht ging glaubst denkst
    meinst findest hilft braucht brauchst stimmt kommt kommst weiß weißt passt hältst siehst nimmst liegt lohnt ob
    """
)
CLOSED_HOWS = written(
    r"\bwie (wäre|wär)\b|\bwas(,)? wenn\b|\bwas wäre(,)? wenn\b|\bwas ist mit\b", re.IGNORECASE
)
INVITES = written(r"\b(erzähl|sag|beschreib|nenn|schreib)\w*\b", re.IGNORECASE)


def is_open(question: str) -> bool:
    """Whether a question leaves the answer to the one who is asked."""
    words = re.findall(r"[^\W\d_]+|\{\w*\}", question)
    closed = bool(words) and words[0] in CLOSED_STARTS
    return not closed and bool(OPEN_STARTS.intersection(words)) and not CLOSED_HOWS.search(question)


# --- check 4 -----------------------------------------------------------------------------------------------------

DECLINES = written(
    r"\b(nicht jetzt|jetzt nicht|etwas anderes|kein\w*|nein|oder nicht|lass es|lassen|überspring\w*|ein andermal|später"
    r"|bleibt|bleiben|ablehn\w*|gar nicht|ohne antwort|absag\w*|so lassen|wie es ist|nichts davon)\b",
    re.IGNORECASE,
)

# --- check 5 -----------------------------------------------------------------------------------------------------

_MODAL = r"(?:werde|kann|könnte|würde|will|möchte|darf|soll)"
_NO_VERB = rf"(?:{_MODAL}|habe|hatte|konnte|wurde|gerade|heute|diese|eine|keine)"
_BETWEEN = r"(?:(?:dir|dich|euch|es|das|sie|ihn|ihm|mich|mir|nicht|nie|auch|nur|dann|jetzt|immer|noch|schon|gern|gerade) )*"
FIRST_PERSON = (
    written(rf"\bich {_BETWEEN}(?!{_NO_VERB}\b)(?P<verb>[a-zäöüß]+e)\b", re.IGNORECASE),
    written(rf"\b(?!{_NO_VERB}\b)(?P<verb>[a-zäöüß]+e) ich\b", re.IGNORECASE),
    written(
        rf"\b(?:ich {_MODAL}|{_MODAL} ich)\b[^.?!:;,]*?\b(?P<verb>[a-zäöüß]+n)(?=[.?!:;,“]|$| und | oder )",
        re.IGNORECASE,
    ),
)
BOT_VERBS = _words(
    """
    frage fragen erinnere erinnern sage sagen schreibe schreiben zeige zeigen bringe bringen halte halten behalte
    behalten bewahre bewahren merke merken komme kommen schaue schauen sehe sehen höre hören lese lesen lasse lassen
    gebe geben nenne nennen schicke schicken warte warten bleibe bleiben danke danken lösche löschen kenne kennen
    zähle zählen bitte bitten begleite begleiten verbinde verbinden lerne lernen verstehe zurückkommen wiederkommen
    melde melden dazuholen helfe helfen unterstütze mache erzähle hindurchführen fehlen sein
    """
)
DENIED = written(r"\b(nicht|nie|nichts|niemand\w*|kein\w*)\b", re.IGNORECASE)
OPINION = written(
    r"\bich (denke|glaube|meine|vermute|schätze|weiß|bezweifle|zweifle|stimme|erwarte|bevorzuge|fürchte|rate|ahne|nehme an|würde (sagen|denken|meinen|raten|machen|tun|gehen|nehmen|wählen))\b"
    r"|\bich finde,? (dass|das|es|dich|dein\w*|sie|ihn)\b|\b(glaube|denke|finde|meine|vermute) ich\b"
    r"|\bmeiner (meinung|ansicht|erfahrung)\b|\baus meiner sicht\b|\bmeine (meinung|antwort|sicht|einschätzung|erfahrung|vermutung)\b"
    r"|\bmein (rat|eindruck|urteil|tipp|gefühl)\b|\bmir scheint\b|\bscheint mir\b|\bwie ich es sehe\b|\bevener (denkt|glaubt|meint|weiß)\b",
    re.IGNORECASE,
)
GIVES_BACK = written(
    r"\b(du|dir|dich|dein\w*|wer|wen|wem|wessen|gruppe|gemeinschaft|community|menschen|leute|personen|mitglied\w*|alle"
    r"|jemand\w*|sie|ihr|ihnen|euch|eure\w*|uns\w*|wir|andere\w*)\b|\{",
    re.IGNORECASE,
)

# --- check 6 -----------------------------------------------------------------------------------------------------

NEVER_SAID = written(
    r"\b(großartig\w*|super|toll\w*|prima|klasse|ausgezeichnet\w*|hervorragend\w*|fantastisch\w*|wunderbar\w*|brillant\w*"
    r"|genial\w*|beeindruckend\w*|gut gemacht|gute (arbeit|frage|wahl|leistung)|kluge\w* (frage|entscheidung|wahl)|bravo"
    r"|faul\w*|dumm\w*|unfähig\w*|nutzlos\w*|inkompetent\w*|trittbrett\w*|desinteressiert\w*|leistungsschwach\w*|drückeberger\w*"
    r"|wütend\w*|wut|zornig\w*|ärger|verärgert\w*|ärgerlich\w*|frust\w*|traurig\w*|besorgt\w*|angst|ängste|ängstlich\w*"
    r"|gestresst\w*|deprimiert\w*|unglücklich\w*|überfordert\w*|erschöpft\w*|enttäusch\w*|beschämt\w*|eifersüchtig\w*"
    r"|einsam\w*|begeistert\w*|stolz\w*|aufgeregt\w*|gefährdet\w*|toxisch\w*|schwierige[rn]? (person|mensch\w*)"
    r"|leistungsträger\w*|(low|high|top) performer\w*|karteileiche\w*)\b",
    re.IGNORECASE,
)
_VERDICT = (
    r"still|ruhig|stumm|passiv|inaktiv|abwesend|schüchtern|langsam|unpünktlich|nachlässig|schwach|stark|gut|schlecht|am besten"
    r"|besser|schlimmer|richtig|falsch|klug|schlau|fähig|begabt|talentiert|geschickt|schwierig|negativ|positiv|defensiv|hilfreich"
    r"|freundlich|nett|unhöflich|dominant|kontrollierend|glücklich|müde|gelangweilt|nervös|verwirrt|verloren|ratlos|festgefahren"
    r"|motiviert|unmotiviert|engagiert|zuverlässig|unzuverlässig|großzügig|egoistisch|mutig|weise|ungeduldig|geduldig"
    r"|produktiv|unproduktiv|sorgfältig|zu spät"
)
_BE = r"(bist|seid|ist|sind|war|warst|waren|wirkst|wirkt|wirken|scheinst|scheint|scheinen|klingst|klingt|fühlst dich|fühlt sich)"
_SOME = r"(du|ihr|er|sie|diese person|die leute|leute|menschen|mitglieder|\{\w+\})"
PREDICATED = written(
    rf"((?<!\w){_SOME} {_BE}|\b{_BE} {_SOME})( so| sehr| zu| wirklich| recht| ziemlich| nicht| besonders| eher| ganz| meist)*"
    rf" ({_VERDICT})\b(?! (für dich|mit|dass))",
    re.IGNORECASE,
)
ATTRIBUTED = written(
    r"\b(still|ruhig|stumm|passiv|inaktiv|schwach|stark|schlecht|gut|best|schwierig|faul|langsam|dominant|klug|schlau"
    r"|talentiert|zuverlässig|unzuverlässig|engagiert|problematisch)(e|er|es|en|em|ste|sten) "
    r"(person|personen|menschen|leute|mitglied\w*|kolleg\w+|führungskr\w+|fragende\w*)\b",
    re.IGNORECASE,
)

# --- check 7 -----------------------------------------------------------------------------------------------------

VOCABULARY = _words(
    """
    ab aber abgeschlossen ablauf abläufe all alle allein allem allen alles als am an andere anderes andern
    anders andersherum antwort antworten antwortest antwortet arbeitet art auch auf aufgeschrieben
    aufzuschreiben aus außer bald beendet beginnen begleite begonnen behalte behalten bei beide beiden
    bemerkt bevor bin bis bisher bist bleibe bleiben bleibt blieb bringe bringen bringt community da dabei
    dadurch dahinter damit dank danke dankt dann daran daraus darf darin darum darüber das dass davon dazu
    dazuholen dazukommen dazulegen dein deine deinem deinen deiner deins dem demnächst den denen denn der
    deren derselbe des deshalb dessen dich die dienstag dies diesem diesen dieser dieses dir donnerstag dort
    dran drei du durch dürfen dürft egal eher eigene eigenem eigenen eigener eilt ein einander eine einem
    einen einer eines einige einmal einzelne ende er erfahren erfährst erfährt erhofft erinnerst erlebt
    ersten erzählen erzählt es etwas euch euer eurem euren evener experiment experimente fallgespräch falls
    fest finden frage fragen fragt freitag fünf für gang ganz ganze ganzes geantwortet gebracht gedacht
    gefasst gefragt gegen gehen gehoben geht gehört gelang gelassen gelernt gelesen gelingt gemacht
    gemeinsam genannt genau genommen genug geplant gern gesagt geschah geschehen geschichte geschichten
    geschieht geschrieben gespräch gespräche gestern gewesen gewählt geändert gibt grund gruppe gruppen gut
    haben halte haltet hand hast hat hatten hattest heraus herausfinden herausgefunden heute hier hilfe hin
    hinaus hingehen hinter hält hältst höre ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem
    irgendwann ist ja januar jede jedem jeden jeder jederzeit jedes jemand jemanden jene jetzt kam kamen
    kanal kann kannst kein keine keines kennen kennst kennt kleinen kleines knöpfe komme kommen kommt konnte
    kurz kurze können könnte lage lang lange lassen leer lese lesen letzten liegt lies los machen macht
    magst mal mehr mehrere mein meine meinem meinen meiner menschen merken mich minuten mir mit mitbringen
    mitgemacht mitglied mitglieder mitlesen mitmachen mitmacht mittwoch moderation moment monat monate
    montag morgen möchte möchtest nach nachdem nachricht nachrichten name namen neben nein nennt neue nicht
    nichts nie niemand nirgends noch nur nächste nächstes ob oben oder offen offene offenes oft ohne passt
    pause person personen praktik praktiken problem probleme prozess reden runde runden sagen sagst sagt
    sagte sagten samstag satz schließt schon schreib schreiben schreibst schreibt schritt sechs sei seid
    sein seine seinem seinen seiner seit seitdem selber selbst senken sich sie sieben siehst sind so sobald
    solange solche soll sollst sonntag sonst soweit sponsoring sprechen spricht spät später stehen steht
    stellen stets stille stunde stunden tag tage tagen teil teile teilst teilweise threads treffen trifft
    trotzdem und unser unsere unserem unseren unten unterwegs verstehen verändert viele vielen vieles
    vielleicht vier voll von vor vorbei vorher vorkam wann war warten wartest wartet was wege weil weile
    weiter weitere welche welchem welcher welches wem wen wenig wenn wer werden wessen wichtig wie wieder
    willkommen wir wirst wissen wo woanders woche wochen womit woran worte worten wurde wähl wähle wählst
    während wäre wären wörter würde würden würdest zehn zeigen zeigt zeile zeilen zeit zu zuerst zuletzt
    zurück zurückgeschaut zurückkommen zusammen zuschauen zwei zwischen zählt über überhaupt übernehmen
    übernehmt übernommen
    """
)
