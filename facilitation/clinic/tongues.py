"""How German and French speak of what ``hearing.py`` and ``danger.py`` listen for in English; all are heard at once.

People write in the language they think in, whatever language their settings name, and mix them. The words are our own
choice; as in English they recognise that something was spoken of, and understand nothing.
"""

from __future__ import annotations

ASPECTS: dict[str, str] = {
    "situation": r"\b(passiert(e|en)?|geschah(en)?|geschehen|vorgefallen|gestern|letzten (monat|freitag|montag)|letzte woche|letztes mal|zum beispiel|immer wieder"
    r"|jedes mal|(lief|ging) schief|kam heraus|s'est passé|s'est produit|hier soir|(la )?semaine dernière|le mois dernier|par exemple|à chaque fois|chaque fois"
    r"|sans cesse|a mal tourné|a raté)\b",
    "who": r"\b(kolleg(e|en|in|innen)|kund(e|en|in|innen|schaft)|chef(in|s)?|führungskr\w+|vorgesetzte\w*|leute|mitglied(er|ern)?|mitarbeit\w+|abteilung(en)?|lieferant\w*"
    r"|pflegekräfte|lehrkräfte|patient(en|innen)|schüler\w*|studierende\w*|freiwillige\w*|menschen|équipes?|collègues?|client(s|es|e|èle)?|responsables?|chef(fe)?s?|gens|membres"
    r"|salarié(s|es|e)?|service|fournisseurs?|soignant(s|es|e)?|enseignant(s|es|e)?|élèves|étudiant(s|es|e)?|bénévoles?)\b",
    "when": r"\b(seit|vor (\w+ )?(tagen|wochen|monaten|jahren)|im (januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|frühjahr|sommer|herbst|winter)"
    r"|letztes (jahr|quartal)|begann|angefangen|fing an|depuis|il y a (\w+ )?(jours?|semaines?|mois|ans?)|l'an(née)? derni(er|ère)|le trimestre dernier"
    r"|en (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)|a commencé|ont commencé)\b",
    "tried": r"\b(versucht|probiert|ausprobiert|bisher|(wir|ich) haben?\b[^.?!]{0,60}\b(eingeführt|gefragt|gemacht|geschrieben|gestartet|gebaut|geändert|gesprochen|verschoben|organisiert|eingeladen)"
    r"|hat nicht(s)? (geholfen|funktioniert|geklappt|gebracht)|nichts (geholfen|gebracht)|essayé|tenté|jusqu'ici|jusqu'à présent"
    r"|(nous avons|on a|j'ai)( déjà)? (fait|demandé|parlé|écrit|lancé|organisé|changé|ajouté|invité|mis en place)|n'a pas (marché|aidé|fonctionné)|rien n'a (marché|changé|aidé))\b",
    "wanted": r"\b((ich|wir) (will|wollen|möchte|möchten|wünsche|wünschen|hoffe|hoffen)|(möchte|möchten|wünsche) (ich|wir)|am liebsten|idealerweise|unser ziel|mein ziel|das ziel"
    r"|(je|j'|nous|on) ?(veux|voulons|veut|voudrais|voudrions|voudrait|aimerais|aimerions|aimerait|souhaite|souhaitons|espère|espérons)|idéalement|notre but|le but|pour que)\b",
    "fixed": r"\b((kann|können|darf|dürfen) (das |es |wir |ich )?nicht|nicht erlaubt|keine? (budget|zeit|geld|mandat|stellen?)|ohne (budget|geld|zeit)|(wir|ich|es) (müssen|muss)|die frist|der vertrag|gesetzlich"
    r"|vorgeschrieben|(je|on|nous) ne (peux|peut|pouvons) pas|pas le droit|(pas|plus) de (budget|temps|argent|moyens)|aucun (budget|moyen)|sans (budget|argent|temps)|date limite|contrat|la loi|règlement)\b",
    "matters": r"\b(weil|wichtig|sonst|risiko|kostet uns|verlieren|sorge|sorgen|qualität|vertrauen|sicherheit|beschwer(t|en|den)|ausgebrannt|parce qu(e|')|car|important(e|s|es)?|sinon|risque"
    r"|nous coûte|on perd|nous perdons|inquiet|inquiète|qualité|confiance|sécurité|se plaignent|épuisé(s|es|e)?)\b",
    "works": r"\b((läuft|lief|funktioniert|klappt) gut|gut (läuft|lief|klappt)|schon (klappt|gelingt)|es klappt|ein team (macht|hat)|(?<!nichts )hat geholfen|(marche|fonctionne|va) bien|(?<!n')a (bien )?(marché|aidé)|une équipe (le )?(fait|a))\b",
    "help": r"\b((hat|kennt|weiß) jemand|wer (hier )?(hat|kennt|weiß)|wie (kann|können|soll|sollen|sollte|sollten|macht) (ich|wir|man|ihr)|ideen|erfahrung(en)?|hilf mir|helft|hilfe"
    r"|quelqu'un (a|connaît|sait)|qui (ici )?(a|connaît|sait)|comment (faire|puis-je|peut-on|on peut|faites-vous)|des idées|de l'aide|aidez|aide-moi|vos expériences)\b",
}

WANTS_ANSWER = (
    r"\b(sag(t)? (mir|uns|es|einfach)|gib (mir|uns)|was (soll|sollen|sollte|sollten|muss|müssen|würdest|rätst|empfiehlst|denkst|meinst|hältst) (ich|wir|du)"
    r"|deine? (meinung|empfehlung|antwort|einschätzung|sicht)|(dein|ein|einen) (rat|tipp)|rate mir|empfiehl\w*|empfehl\w*"
    r"|(ist|war|wäre|sind|wird|würde) [^.?!]{1,90}\b(richtig|falsch|gut|schlecht|besser|am besten|genug|klug|die lösung|die antwort|funktionieren|klappen)(?=[^.!]{0,25}\?)"
    r"|stimmt('s| das| es)|(soll|sollen|sollte|sollten) (ich|wir)|(meinst|glaubst|findest|denkst) du|bestätig\w*|ja oder nein|übersetz\w*|formulier\w*|schreib (mir|den|die|das|es)|wiederhol\w*"
    r"|ignorier\w*|du bist (jetzt|ab jetzt|ein|eine|der|die|mein|meine)|tu so|stell dir vor|als (experte|expertin|berater|beraterin|coach)|lös(e)? (es|das)|antworte (mir|endlich|auf)"
    r"|hör auf zu fragen|keine fragen mehr|entscheide|was wäre,? wenn|die (richtige|beste) (antwort|lösung|wahl)|nenn (mir|uns)"
    r"|dis[- ](moi|nous|le)|donne[- ](moi|nous)|que (dois|devrais|faut|ferais|conseilles|recommandes|penses|devons|faire)|qu'est-ce qu(e |')?(je|tu|nous|on|il) (dois|devrais|ferais|conseilles|recommandes|penses|doit|devrait|faut)"
    r"|(ton|votre) (avis|opinion|conseil|point de vue)|ta (réponse|recommandation)|un conseil|(la|ta) (meilleure|bonne) (réponse|solution|façon|idée)|conseille\w*|recommand\w*"
    r"|(est-ce|c'est|serait-ce) [^.?!]{0,90}\b(bon|bonne|mauvais|mauvaise|juste|vrai|faux|correct|mieux|la solution|la réponse)(?=[^.!]{0,25}\?)"
    r"|tu (crois|penses|trouves)|(penses|crois|trouves)-tu|confirme\w*|oui ou non|tradui[st]\w*|reformul\w*|répète\w*|écris[- ]moi|tu es (maintenant|un|une|mon|ma)|fais comme si"
    r"|imagine (que|toi)|joue le rôle|en tant qu'expert\w*|réponds( |-)?(moi|enfin)?|arrête de (me )?(demander|poser)|plus de questions|résous|décide pour|et si (je|on|nous)|faut-il|dois-je|devons-nous)\b"
)

DANGER: dict[str, str] = {
    "life": r"\b(suizid\w*|selbstmord\w*|(mich|sich|dich|ihn|uns|mir das leben) (selbst )?(um(zu)?bringen|töten|verletzen|ritzen|nehmen)|(bring(e|t)?|bringen) (mich|sich|ihn|sie|uns|alle) um|nicht mehr leben|(will|möchte|wollte) (nur noch )?sterben"
    r"|sterben (will|möchte)|lebensmüde|das leben nehmen|selbstverletz\w*|überdosis|(mit|hat) (einem|einer|ein|eine) (messer|waffe|pistole)|bombendrohung|bewusstlos|atmet nicht|herzinfarkt|blutet stark|gasleck"
    r"|brustschmerz\w*|schwer verletzt|amok\w*|(me|se|te|le|la|les|nous) tuer|envie de mourir|(veux|veut|voudrais) mourir|(veux|veut|voudrais) en finir|en finir avec (la|ma|sa) vie|plus envie de vivre|(veux|veut) plus vivre"
    r"|mettre fin à (mes|ses|tes) jours|me faire du mal|se faire du mal|scarifi\w*|automutil\w*|surdose|(avec|apporté|a) (un|une) (couteau|arme|pistolet)|alerte à la bombe|perdu connaissance|sans connaissance|ne respire (plus|pas)"
    r"|crise cardiaque|infarctus|saigne beaucoup|fuite de gaz|douleurs? (à|dans) la poitrine|grièvement bless\w*)\b",
    "harassment": r"\b(belästig\w*|sexuell\w*|begrapsch\w*|betatsch\w*|angefasst|vergewaltig\w*|übergriffig\w*|gemobbt|mobbt|mobben|rassis\w*|sexis(t|tisch)\w*|diskriminier\w*|(be)?droht (mir|uns|mich|ihm|ihr)|bedroht(e|en)?|(mich|ihn|sie|uns) (geschlagen|geohrfeigt|bedroht)"
    r"|schlägt (mich|ihn|sie)|eingeschüchtert|einschüchter\w*|schikan\w*|gedemütigt|demütig\w*|harc[eè]l\w*|sexuel\w*|attouchements?|m'a touché\w*|agress(é|ée|és|ées|ion|ions|eur)|viol(s|é|ée|er|eur)?|violences?|raciste?s?|racisme|sexiste?s?|sexisme"
    r"|discrimin\w*|(m'a|l'a|nous a|me|nous) (menac|frapp|gifl|bouscul|insult)\w*|menacé\w*|humili(é|ée|er|ation)\w*|intimid(é|ée|er|ation)\w*|injurié\w*)\b",
    "legal": r"\b(anwalt|anwältin|anwälte|verklag\w*|klage (gegen|eingereicht)|vor gericht|betrug|betrüger\w*|bestech\w*|bestochen|schmiergeld\w*|unterschlag\w*|veruntreu\w*|geldwäsche|insiderhandel|die polizei|kriminell\w*|strafbar\w*|gefälscht\w*|fälsch(t|en|ung)"
    r"|datenpanne|datenleck|vertusch\w*|avocat(e|s|es)?|procès|port(er|é) plainte|plainte contre|poursuites judiciaires|escroqu\w*|corruption|pots?-de-vin|détournement de fonds|blanchiment|délit d'initié|lance(ur|use)s? d'alerte|criminel\w*|illégal\w*|falsifi\w*"
    r"|faux (documents|papiers)|fuite de données|étouffer l'affaire)\b",
    "hr": r"\b(abmahnung\w*|abgemahnt|kündigung\w*|gekündigt|(wurde|werde|werden|wird) (fristlos )?entlassen|arbeitsgericht|aufhebungsvertrag|unbezahlte überstunden|elternzeit (wurde )?(verweigert|abgelehnt)|beschwerde (bei|gegen)|licenci(é|ée|és|er|ement)\w*|viré(s|es|e)?"
    r"|mise à pied|prud'hommes|heures (supplémentaires )?(non payées|impayées)|écart de salaire|congé (de )?maternité (a été )?refusé|rupture conventionnelle|représailles|avertissement disciplinaire|sanction disciplinaire)\b",
}
