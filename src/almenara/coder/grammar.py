"""Closed classes of words that the coder's rules turn on, in both languages, folded. No word here names an event."""

from __future__ import annotations

#: Verbs that only carry the noun that names the event: 'staged a protest', 'realizaron una marcha'.
SUPPORT_VERBS = frozenset(
    """
    stage hold carry conduct make launch mount organise organize lead join begin start undertake perform commit wage
    take have do perpetrate execute continue resume end orchestrate effect attend participate engage form
    realizar hacer llevar efectuar protagonizar encabezar liderar iniciar emprender organizar cumplir desarrollar ejecutar
    perpetrar cometer sumar participar mantener celebrar escenificar lanzar acatar adelantar
    desplegar instalar concentrar retomar culminar acudir asistir unir producir materializar propinar concretar
    """.split()
)

#: Adpositions that bring in whom or what an event is done to.
TARGET_CASES = frozenset("against on at upon toward towards into contra a sobre hacia".split())
#: Adpositions that bring in the one who does it.
AGENT_CASES = frozenset("by por".split())
#: Adpositions of a noun's possessor or part.
OF_CASES = frozenset("of de del".split())
#: Adpositions that join two sides: 'clash with', 'enfrentamiento entre'.
WITH_CASES = frozenset("with between among con entre".split())
#: Adpositions under which an event is the content of what governs it: 'called for a march', 'amenazaron con un paro'.
CONTENT_CASES = frozenset(
    "for to with of on about over into from against a para con de del sobre en por hacia que".split()
)
#: Adpositions that only place an event beside what governs it; no status passes through them.
CIRCUMSTANCE_CASES = frozenset(
    """
    during in at after before amid since following near by despite because within through outside inside without
    durante en tras despues antes mediante desde ante entre sin luego bajo segun hasta frente cerca
    """.split()
)

RELATIVE_PRONOUNS = frozenset("who which that whom where que quien quienes cual cuales donde cuyo cuya".split())
#: Pronouns and possessives that point back to people named before.
POINTING_BACK = frozenset("they them he she his her their it its ellos ellas el ella su sus les los las".split())

FUTURE_AUXILIARIES = frozenset("will shall 'll wo".split())
CONDITIONAL_AUXILIARIES = frozenset("would could might may should must can ought".split())
#: 'podría', 'debería', ...: modal verbs whose conditional makes an event hypothetical.
SPANISH_MODALS = frozenset("poder deber".split())
GOING_TO = frozenset("go ir".split())

NEGATIONS = frozenset("no not n't never neither nor without nunca jamas tampoco ni sin".split())
IF_MARKS = frozenset("if unless whether si".split())
PURPOSE_MARKS = frozenset("to para".split())

#: Verbs of saying: what they report is taken as said unless the verb itself gives a status.
SPEECH_VERBS = frozenset(
    """
    say tell report state confirm note add explain declare inform write tweet indicate reveal acknowledge admit describe
    decir informar reportar senalar indicar confirmar explicar agregar anadir afirmar asegurar manifestar expresar relatar
    precisar detallar sostener destacar publicar contar denunciar
    """.split()
)

#: Nouns that only count or gather people: the people follow 'of' ('a group of students', 'miles de docentes').
PARTITIVE_NOUNS = frozenset(
    """
    group crowd number member hundred thousand dozen score handful couple majority part rest total element contingent band
    column convoy caravan mob wave million tens some representative delegation team squad unit people_of
    grupo miembro integrante centenar ciento decena docena millar mil mayoria parte resto total elemento contingente
    columna banda veintena treintena cincuentena quincena numero multitud representante caravana comision delegacion
    millon puñado punado par equipo unidad efectivo funcionario
    """.split()
)

#: Nouns that leave the event an event when it stands before them: 'protest march', 'strike action', 'coup attempt'.
EVENT_NOUNS = frozenset(
    """
    attempt action operation event wave day campaign rally march protest incident attack season call threat plan walk vigil parade
    gathering demonstration strike fire raid bombing blast explosion blockade clash violence plot bid drive movement scene site
    death casualty victim toll spree
    """.split()
)

#: Verbs whose subject only tells of, meets or ends an event that others make: 'reported a looting', 'dispersed a march'.
OBSERVING_VERBS = frozenset(
    """
    report document see witness hear watch cover film record describe denounce condemn criticise criticize reject repudiate support back
    applaud suppress disperse quell repress crush end stop halt foil thwart prevent avert ban forbid allow permit authorise authorize investigate confirm
    announce deny blame fear expect regret mourn mark remember recall commemorate mention know discuss face suffer survive escape flee leave
    break attack fire join follow trigger spark cause provoke prompt touch require receive meet call threaten plan urge demand schedule cancel suspend
    want avoid postpone fuel inspire greet await monitor guard surround enter reach cross condone welcome include
    reportar documentar ver presenciar oir escuchar cubrir filmar registrar describir denunciar condenar criticar rechazar repudiar apoyar respaldar
    reprimir dispersar sofocar disolver detener frenar impedir evitar frustrar prohibir permitir autorizar investigar confirmar anunciar negar
    desmentir culpar temer esperar lamentar recordar conmemorar mencionar saber discutir enfrentar sufrir sobrevivir atacar seguir provocar causar
    generar desatar motivar convocar amenazar planear exigir pedir suspender cancelar aplazar levantar vigilar rodear custodiar recibir incluir dejar querer
    """.split()
)
#: Verbs whose subject undergoes what they tell: 'four miners died'.
UNDERGOING_VERBS = frozenset("die perish vanish disappear morir fallecer perecer desaparecer".split())

#: 'went on strike', 'se declararon en huelga', 'entraron en paro': the subject does what the noun names.
ENTERING_VERBS = frozenset("go be enter remain stay declare ir estar entrar declarar permanecer seguir mantener encontrar salir".split())
