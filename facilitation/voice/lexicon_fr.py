"""The French words by which the never-an-answer checks know advice, verdicts, promises and process talk.

The same lists as in ``lexicon.py``, which says what each is for. All text is judged in lower case.
"""

from __future__ import annotations

import re

from facilitation.on_demand import written


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _imperatives(verbs: str) -> frozenset[str]:
    """``déléguer`` → délégue, délègue, déléguez, déléguer: to one, to many, and as a notice says it."""
    made = set()
    for verb in verbs.split():
        stem = verb.removesuffix("er")
        made |= {stem + "e", stem + "ez", stem + "ons", verb}
    return frozenset(made)


LANGUAGE = "fr"
QUOTES = ("«\u00a0", "\u00a0»")
ELISION = written(r"\b(l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu|quoiqu)'")

# --- check 2 -----------------------------------------------------------------------------------------------------

_BEST = r"(meilleure?s?|bonn?e?s?|juste|seule?|vraie?|simple)"
ADVICE = tuple(
    written(pattern, re.IGNORECASE)
    for pattern in (
        r"\bdevr(ais|ait|iez|aient|ions)\b",
        r"\b(tu|vous|on|nous|ils|elles|il|elle) (dois|devez|doit|devons|doivent)\b|\b(dois|devez)-(tu|vous)\b",
        r"\bil (te |vous |nous )?(faut|faudra|faudrait)\b|\bfaut-il\b|\bce qu'il (te |vous )?faut\b",
        r"\b(essaie|essaye|essaies|essayes|essayer|essayez|tente|tentes|tenter|tentez)\b",
        r"\b(as-tu|avez-vous|tu as|vous avez|t'as) (déjà |peut-être |bien )*(essayé|tenté|pensé|envisagé|songé|demandé à|parlé (à|avec)|vérifié)\b",
        r"\b(envisag|considèr|considér)\w*\b|\bsonge(r|z)? à\b",
        r"\b(recommand|conseill|préconis|suggèr|suggér)\w*\b",
        r"\b(je|j'|nous|on) (te |vous |nous )?propos(e|erais|erai|ons)\b|\bpermets-moi\b",
        r"\b(mon|notre|un|bon|petit|le) (conseil|tuyau)\b|\bconseils?\b|\bastuces?\b|\bun avis\b",
        r"\bpourquoi (ne|n'|pas)\b",
        r"\bet (si|pourquoi pas)\b|\bque (dirais|penserais)-tu\b|\bqu'en (dirais|penserais)-tu\b|\bça te dirait\b|\bqu'en est-il\b|(?:^|[.?!] )et (le|la|les) [^.?!,]*\?",
        r"\b(que|qu'est-ce qui) se passerait\b|\bqu'arriverait-il\b",
        r"\bà (ta|votre) place\b|\bsi j'étais (toi|vous|à)\b",
        rf"\b{_BEST} (façon|manière|moyen|solution|réponse|option|choix|idée|approche|chemin|étape|voie|pratiques?)\b|\ble mieux\b|\bau mieux\b",
        r"\b(tu|vous|on|ils|elles|nous) (pourrais|pourrait|pourriez|pourraient|pourrions)\b|\bpourr(ais-tu|iez-vous)\b",
        r"\b(tu peux|vous pouvez|peux-tu) (toujours|simplement|juste|commencer|peut-être|donc)\b|\bpeut-être (que )?tu\b",
        r"\b(pourrait|pourraient|va|vont|devrait) (bien |sans doute |peut-être |t')*(aider|marcher|fonctionner|suffire|résoudre|servir)\b|\b(aiderait|marcherait|fonctionnerait|suffirait|résoudrait)\b",
        r"\b(vaut|vaudrait|valait) (mieux|la peine|le coup)\b",
        r"\b(ce serait|c'est|il serait|il est) (bien |plus )?(mieux|préférable|utile|sage|important|essentiel|judicieux|temps|bon|nécessaire|conseillé) (de|que|d'|si|qu')",
        r"\b(la (réponse|solution|cause|clé|raison)|le (secret|remède|problème|truc)) (est|serait|réside|tient|c'est)\b",
        r"\bc'est (vrai|faux|exact|correct|la réponse|la solution|ça)\b|\b(tu as|vous avez) (raison|tort)\b|\btu te trompes\b",
        r"\b(oui|non|exactement|exact|en effet|d'accord|tout à fait), (c'est|cela|ça|tu|fais|il|elle|le|la|on|vous)\b",
        r"\b(assure-toi|assurez-vous|veille à|veillez à|n'oublie pas|n'oubliez pas|pense à|pensez à|souviens-toi|prends soin|fais attention)\b",
        r"\b(la|ta|votre) (première|prochaine) (chose|étape)( à faire)? (est|serait|c'est|consiste)\b|\bpour commencer,|\bcommence(z)? (par|petit)\b",
        r"\bil (te |vous )?suffit\b|\btout ce qu'il\b|\btu n'as qu'à\b",
        r"\b(la plupart des|beaucoup de|certaines|d'autres|les bonnes) (équipes|gens|personnes|entreprises|groupes|managers) (font|utilisent|trouvent|résolvent|commencent|feraient|mettent)\b",
        r"\b(les études|les recherches|la recherche|une étude) (montre|montrent|dit|disent|suggère)\b",
        r"\bce qui (aide|marche|fonctionne)( le plus)? (souvent|toujours|d'habitude|en général)\b|\b(aide|marche|fonctionne) (souvent|toujours|en général)\b",
        r"\b(ne serait-ce pas|n'est-ce pas|ne (penses|crois|trouves)-tu pas|n'y a-t-il pas|n'est-il pas)\b|\bserait-il (possible|mieux|utile)\b",
        r"\b(est-ce que )?(ça|cela) (t')?aiderait\b|\bvas-y\b|\bfonce\b|\bcourage\b",
        r"\bl'important(,)? (est|c'est)\b|\bl'essentiel(,)? (est|c'est)\b",
    )
)  # fmt: skip
CLAUSE_OPENERS = _words(
    "alors puis ensuite et donc ne n d abord aussi maintenant bon bien or mais simplement juste"
)
CONTENT_VERBS = _imperatives(
    """
    accélérer accepter accompagner adapter affecter affronter aligner allouer améliorer analyser annuler arrêter
    attaquer augmenter automatiser bloquer bouger budgéter calculer calmer casser challenger changer clarifier coacher
    collaborer combiner communiquer comparer concentrer confronter congédier consolider consulter contacter contrôler
    convoquer coordonner corriger couper créer décaler décider déléguer délègue demander déménager déplacer dépenser
    développer diminuer discuter diviser documenter doubler écarter échanger écouter éduquer éliminer embaucher
    encourager engager enlever enseigner équilibrer espacer établer éviter évaluer exiger expérimenter expliquer
    explorer externaliser fermer financer fixer focaliser forcer former fusionner gérer gèrer grouper identifier
    ignorer implanter impliquer imposer improviser informer insister installer instaurer intégrer investiguer isoler
    jouer laisser lancer licencier limiter lutter manager mandater mener mesurer minimiser modifier monter motiver
    négocier nommer obliger observer optimiser organiser oser oublier parler partager patienter payer persuader piloter
    planifier pousser prioriser privilégier programmer protéger prouver questionner raccourcir rapprocher réagencer
    rechercher recruter rédiger refuser regrouper réguler remplacer remercier renforcer renoncer réorganiser réparer
    repenser reporter réserver respecter responsabiliser ressayer restructurer retirer retravailler séparer simplifier
    soigner soutener stopper structurer supprimer surveiller synchroniser tester tourner travailler trier trouver
    utiliser valider valoriser veiller vérifier viser voter
    """
) | _words(
    """
    fais faites faire prends prenez prendre mets mettez mettre va allez aller dis réduis réduisez réduire construis
    construisez choisis réfléchis réfléchissez réfléchir établis établissez investis apprends apprenez convaincs vends
    réunis réunissez définis définissez répartis répartissez élargis agis agissez agir réagis sois soyez deviens
    maintiens obtiens résous résolvez interdis défends attends tiens tenez ralentis raccourcis crois apprécie
    """
)
PROCESS_VERBS = _words(
    """
    demande demandez demander fais fait faire laisse laissez laisser partage partagez partager parler propose écoute
    écoutez écouter change changez changer décide annule annuler ferme fermer arrête arrêter choisis dis nomme nommez
    nommer note retire retirer vote votez remercie tourne tournez échange échangez remerciez décidez arrêtez modifier
    trouver trouve
    """
)

# --- check 3 -----------------------------------------------------------------------------------------------------

_ASKING = r"(?:qu'|(?:qui|quoi|que|quel(?:le)?s?|où|quand|comment|combien|laquelle|lequel|lesquels|lesquelles)(?!\w))"
OPEN = written(
    rf"(?:^|[,“«(] ?|\b(?:et|avec|de|d'|à|pour|sur|dans|par|chez|depuis|jusqu'|en|ou|ce) ?){_ASKING}",
    re.IGNORECASE,
)
CLOSED_STARTS = written(
    r"^\W*(est|es|sont|as|a|ai|avez|ont|peux|peut|pouvez|veux|veut|voulez|voudrais|voudriez|sera|serait|serais|vas|va|dois|doit"
    r"|pourrais|pourrait|pourriez|aimerais|aimeriez|souhaites|penses|crois|sais|tu|vous|il|elle|ça|cela|c'est|est-ce|y a|si|n')\b",
    re.IGNORECASE,
)
CLOSED_HOWS = written(r"\bet si\b|\bque dirais\b|\bqu'en est-il\b|\bpourquoi (pas|ne|n')\b", re.IGNORECASE)
INVITES = written(r"\b(racont|di[st]|décri|nomm|écri)\w*\b", re.IGNORECASE)


def is_open(question: str) -> bool:
    """Whether a question leaves the answer to the one who is asked."""
    asked = question.strip()
    return bool(OPEN.search(asked)) and not CLOSED_STARTS.search(asked) and not CLOSED_HOWS.search(asked)


# --- check 4 -----------------------------------------------------------------------------------------------------

DECLINES = written(
    r"\b(pas maintenant|autre chose|aucune?|non merci|ou pas|ou non|laisser?|passer|une autre fois|plus tard|dire non|un non"
    r"|refuser|tel quel|telle quelle|pas du tout|rien|annuler|comme (c'est|cela|ça))\b",
    re.IGNORECASE,
)

# --- check 5 -----------------------------------------------------------------------------------------------------

_BEFORE = r"(?:(?:ne |n'|te |t'|vous |le |la |les |l'|lui |leur |y |en |me |m'|se |s')*)"
_PRONOUN = r"(?:ne|n|te|t|vous|le|la|les|l|lui|leur|y|en|me|m|se|s)"
_HELPING = r"(?:peux|vais|pourrais|veux|voudrais|ai|avais|pourrai|saurais)"
FIRST_PERSON = (
    written(rf"\b(?:je |j'){_BEFORE}(?!{_HELPING}\b|{_PRONOUN}\b)(?P<verb>[a-zà-ÿœ]+)", re.IGNORECASE),
    written(
        rf"\b(?:je |j'){_BEFORE}{_HELPING}\b(?: (?:pas|rien|jamais|plus|déjà|aussi|tout|encore|bien))*"
        rf" (?:à |de )?{_BEFORE}(?!{_PRONOUN}\b)(?P<verb>[a-zà-ÿœ]+)",
        re.IGNORECASE,
    ),
)
BOT_VERBS = _words(
    """
    fait accompagne accompagner aide aidé aimerais amener apporte apporter apprends apprenne avoir demande demandé demander dis dit
    donne donné donner écris écrit écrire écoute efface envoie envoyé envoyer entends être garde gardé garder lis lu lire manquerais
    montre montrer nomme nommé oublie parle pose pris ramène ramener reçu regarde relie relier remercie respecte retenu reste
    reviens revenir raconte rappelle rappeler souviens suis trompé utilisé vois voir vu attends attendre
    """
)
DENIED = written(r"\b(ne|n|pas|rien|jamais|personne|aucune?)\b", re.IGNORECASE)
OPINION = written(
    r"\bje (pense|crois|trouve (que|ça|cela)|suppose|devine|sais que|doute|préfère|suis d'accord|estime|imagine|parie)\b"
    r"|\bà mon (avis|sens)\b|\b(selon|d'après) moi\b|\bpour moi,|\bmon (avis|opinion|conseil|sentiment|impression|expérience)\b"
    r"|\bma (réponse|opinion|position)\b|\bil me semble\b|\bme semble\b|\bevener (pense|croit|sait|estime)\b",
    re.IGNORECASE,
)
GIVES_BACK = written(
    r"\b(tu|te|toi|ton|ta|tes|vous|votre|vos|groupe|communauté|personnes?|gens|membres?|quelqu|on|nous|notre|leurs?"
    r"|ils|elles|eux)\b|\bt'|\{|(?:^|[.?!,] |\b(?:à|avec|de|chez|pour) )qui\b",
    re.IGNORECASE,
)

# --- check 6 -----------------------------------------------------------------------------------------------------

NEVER_SAID = written(
    r"\b(génial\w*|super|formidables?|excellent\w*|fantastiques?|magnifiques?|merveilleu\w+|brillant\w*|impressionnant\w*|bravo"
    r"|bien (joué|vu|fait)|(beau|bon) (travail|boulot)|bonne (question|décision)|chapeau"
    r"|paresseu\w+|stupides?|idiot\w*|incompétent\w*|nul(le)?s?|désengagé\w*|tire-au-flanc|boulets?|profiteu\w+"
    r"|en colère|colère|fâché\w*|énervé\w*|frustr\w+|tristes?|tristesse|inquiet\w*|inquiète\w*|inquiétude\w*|peurs?|anxieu\w+"
    r"|stressé\w*|déprimé\w*|malheureu\w+|débordé\w*|épuisé\w*|déçu\w*|gêné\w*|honte|honteu\w+|jalou\w+|ravi\w*|fière?s?"
    r"|enthousiastes?|excité\w*|toxiques?|personnes? difficiles?|à risque|dépassé\w*|poids morts?)\b",
    re.IGNORECASE,
)
_VERDICT = (
    r"silencieux|silencieuse|discret|discrète|inactif|inactive|passif|passive|absente?|timide|lente?|en retard|négligente?|faible"
    r"|forte?|bonne?|mauvaise?|meilleure?|pire|juste|fausse?|intelligente?|malin|maligne|capable|douée?|talentueux|talentueuse"
    r"|habile|difficile|négatif|négative|positif|positive|défensif|défensive|utile|inutile|gentil|gentille|impolie?|dominante?"
    r"|autoritaire|heureux|heureuse|fatiguée?|ennuyée?|calme|nerveux|nerveuse|confuse?|perdue?|bloquée?|motivée?|démotivée?"
    r"|engagée?|fiable|généreux|généreuse|égoïste|courageux|courageuse|sage|impatiente?|patiente?|productif|productive"
)
PREDICATED = written(
    r"(\b(tu|vous|ils|elles|il|elle|cette personne|les gens|les membres)|\{\w+\})"
    r"( ne| n')? ?(es|êtes|est|sont|étais|était|étaient|sembles?|semblent|as l'air|a l'air|parais|paraît|te sens|se sent|restes?)"
    rf"( pas| si| très| trop| vraiment| plutôt| assez| un peu| plus| le plus)* ({_VERDICT})s?\b(?! (pour toi|de te|à dire))",
    re.IGNORECASE,
)
_KIND = r"(silencieu\w+|discr\w+|inacti\w+|passi\w+|faibles?|forte?s?|mauvaise?s?|difficiles?|lente?s?|dominante?s?|malin\w*|talentueu\w+|fiables?|engagée?s?)"
_PEOPLE = r"(personnes?|gens|membres?|collègues?|managers?|responsables?|animat\w+)"
ATTRIBUTED = written(
    rf"\b{_PEOPLE} (les plus |le plus |la plus |trop |peu )?{_KIND}\b|\b(bons?|bonnes?|mauvaise?s?|meilleure?s?|pires?) {_PEOPLE}\b",
    re.IGNORECASE,
)

# --- check 7 -----------------------------------------------------------------------------------------------------

VOCABULARY = _words(
    """
    a a-t-il abandonné abandonnés accompagne afin ai aide ailleurs aimerais-tu aimerait ainsi ajouter ajouté
    aller alors amener amenées année années apporte apportent apporterait apprend apprendre apprennent
    appris après arrivé arrière arrêté as as-tu assez attend attendent attendre attends aucun aucune aujourd
    aussi autour autre autres aux avais avait avant avec avez avoir avons baisser bas beaucoup bien bientôt
    bienvenue bilan boutons c canal ce ceci cela celles ces cet cette chacun chacune changé changés chaque
    chez choisi choisir choisis-tu choisit chose ci-dessous cinq combien comme commence commencent commencer
    commencé comment communauté communautés comprendre compris compte connaît continuer convient d dans de
    demain demande demandent demander demandé depuis dernière dernières derrière des desquelles dessous deux
    différent dimanche diraient dire dis disent dit dix donne donner donné dont durant découvre déjà elle
    elles elles-mêmes en encore ensemble entendre entends entendu entre es espérais-tu essai essais est
    est-ce est-il et eu eux evener faire fais faisait fait faites façons ferme fermer fermes fermé fil fils
    fin fixée fois formulé garde gardé gardés groupe groupes heure heures hier histoire histoires hors hui
    ici il ils invite inviter invité j jamais je jeudi jour jours jusqu jusque justement l la laisse laisser
    laquelle le lequel les lesquels leur leurs levé levée lire lis lisent lit longtemps lorsque lu lui lundi
    là ma main mains maintenant mais marche marché mardi me membre membres merci mercredi mes message
    messages met mieux minute minutes moi mois moment moment-là mon montre montrer mots mouvement même n ne
    nom nomme nommer nommé noms non nos notre nous nouvelle nôtre ont ou oui ouvert ouverts ouvre ouvrir où
    par par-là parce parle parlent parler parmi part partager partagé participe participent participer
    partie pas passe-t-il passé pause pendant pensé personne personnes petit peu peut peut-elle peut-il
    peut-être peuvent peuvent-ils peux phrase plus porte porter portes poser pour pourrait-il pratique
    pratiques premier premiers prend prendre prends presse pris problème problèmes processus prochain
    prochaine proposé prévu puis puisque qu quand quatre que quel quelle quelles quelqu quelqu'un quelque
    quels question questions qui quoi raconte raconter raconté raison rappelle regard regarder remarqué
    remercie remerciements repensé reprend reprendre reste rester retour revenir reviens rien ronde récit
    récits répondu réponse réponses s sa sachent samedi sans savent savoir se semaine semaines serait ses
    seulement si sien sienne silence situation six soi soir soit son sont sorte sorti souvenir souvent
    sponsor suis suite suivante sujet sur sûr t ta tard te tel temps tes tienne tiens tient toi ton tour
    tours tous tout toute toutes travaille trois trop trouve trouvent trouver tu un une uns va vendredi
    venir verrais-tu vers veux veux-tu vient vit vivre voici voilà vois vont vos votre voudrais voudrait
    vous vécu vôtre y à ça échange écrire écris écrit écrivent étaient était étape étapes été être
    """
)
