"""What the words say of an event: each status, in both languages."""

from __future__ import annotations

import pytest

from almenara.model import Status

CASES = [
    ("en", "Teachers marched through Accra on Monday.", "march", Status.HAPPENED),
    ("en", "Teachers will march through Accra on Friday.", "march", Status.PLANNED),
    ("en", "The union called for a march on Friday in Accra.", "march", Status.CALLED_FOR),
    ("en", "A march planned for Saturday in Accra was called off.", "march", Status.DENIED),
    ("en", "Police denied that officers had raided the newspaper.", "raid", Status.DENIED),
    ("en", "Nurses threatened a strike if they are not paid.", "strike", Status.THREATENED),
    ("en", "Miners could go on strike next month.", "strike", Status.HYPOTHETICAL),
    ("en", "Gunmen allegedly attacked two farmers near Jos on Sunday.", "attack_on_civilians", Status.ALLEGED),
    ("en", "Dockers are striking in Mombasa.", "strike", Status.ONGOING),
    ("en", "Thousands of such demonstrations have taken place across the country.", "demonstration", Status.GENERIC),
    ("en", "The square was named after the march of 1956.", "march", Status.HISTORICAL),
    ("en", "The statue marks the anniversary of the 1967 coup.", "coup_attempt", Status.HISTORICAL),
    ("en", "Police were able to arrest 12 looters in Lagos on Monday.", "arrest", Status.HAPPENED),
    ("en", "Police were not able to arrest the looters in Lagos on Monday.", "arrest", Status.DENIED),
    ("en", "Police are able to arrest anyone in Lagos.", "arrest", Status.HYPOTHETICAL),
    ("en", "Soldiers did not hesitate to arrest the marchers in Lagos.", "arrest", Status.HAPPENED),
    ("en", "Soldiers will not hesitate to arrest the marchers in Lagos.", "arrest", Status.PLANNED),
    ("en", "The inspector was directed to arrest the dockers' leader.", "arrest", Status.CALLED_FOR),
    ("en", "The junta is free to arrest its opponents.", "arrest", Status.HYPOTHETICAL),
    ("en", "Prisoners freed by the junta had been detained in Lagos on Monday.", "arrest", Status.HAPPENED),
    ("en", "The sit-in in Accra goes on, the nurses said.", "sit_in", Status.ONGOING),
    ("en", "The sit-in in Accra went on until noon, the nurses said.", "sit_in", Status.HAPPENED),
    ("en", "Two nurses are being held at the barracks in Accra.", "arrest", Status.ONGOING),
    ("en", "Pensioners are camped out in front of the bank in Accra.", "sit_in", Status.ONGOING),
    ("en", "The union expects a thousand people at the march in Accra.", "march", Status.PLANNED),
    ("en", "Herders warned that they would block the bridge.", "road_block", Status.THREATENED),
    ("en", "Herders could block the bridge, the mayor warned.", "road_block", Status.HYPOTHETICAL),
    ("en", "The minister dismissed reports of a coup in Accra.", "coup_attempt", Status.DENIED),
    ("en", "Had the dockers been arrested, the port would have closed.", "arrest", Status.HYPOTHETICAL),
    ("en", "Nobody was arrested in Accra on Monday.", "arrest", Status.DENIED),
    ("en", "Police announced the arrest of 12 people in Lagos on Monday.", "arrest", Status.HAPPENED),
    ("en", "The union announced a strike for Thursday.", "strike", Status.PLANNED),
    ("en", "Farmers gathered to protest on Tuesday in Oruro.", "demonstration", Status.HAPPENED),
    ("es", "Docentes marcharon por Quito el lunes.", "march", Status.HAPPENED),
    ("es", "Los docentes marcharán por Quito el viernes.", "march", Status.PLANNED),
    ("es", "El gremio convocó a una marcha para el viernes en Quito.", "march", Status.CALLED_FOR),
    ("es", "El sindicato anunció un paro para el jueves.", "strike", Status.PLANNED),
    ("es", "La marcha prevista para el sábado fue suspendida.", "march", Status.DENIED),
    ("es", "Los médicos amenazaron con un paro indefinido.", "strike", Status.THREATENED),
    ("es", "Los mineros podrían ir a la huelga el próximo mes.", "strike", Status.HYPOTHETICAL),
    ("es", "Los choferes mantienen un paro en Maracay.", "strike", Status.ONGOING),
    ("es", "El acto recordó el golpe de Estado de 1976.", "coup_attempt", Status.HISTORICAL),
    ("es", "La policía anunció la detención de doce personas en Lima.", "arrest", Status.HAPPENED),
    ("es", "La policía pudo detener a doce saqueadores en Lima.", "arrest", Status.HAPPENED),
    ("es", "La policía no pudo detener a los saqueadores en Lima.", "arrest", Status.DENIED),
    ("es", "La policía puede detener a los saqueadores en Lima.", "arrest", Status.HYPOTHETICAL),
    ("es", "Los agentes no dudaron en detener a los marchistas en Lima.", "arrest", Status.HAPPENED),
    ("es", "Será difícil detener a los saqueadores en Lima.", "arrest", Status.HYPOTHETICAL),
    ("es", "La liga hizo un llamado al boicot contra el molino.", "boycott", Status.CALLED_FOR),
    ("es", "Se evitó el paro en el puerto de Guayaquil.", "strike", Status.DENIED),
    ("es", "Los vecinos temen que haya enfrentamientos después del recuento.", "armed_clash", Status.HYPOTHETICAL),
    ("es", "Nadie fue detenido en Lima el lunes.", "arrest", Status.DENIED),
    ("es", "Que haya o no paro en Lima depende de la votación.", "strike", Status.HYPOTHETICAL),
    ("es", "Habría decenas de detenidos en Lima.", "arrest", Status.ALLEGED),
    ("es", "No se registraron protestas en Cumaná el domingo.", "demonstration", Status.DENIED),
]


@pytest.mark.parametrize(("language", "text", "kind", "status"), CASES, ids=[c[1][:40] for c in CASES])
def test_status(code, language: str, text: str, kind: str, status: Status) -> None:  # type: ignore[no-untyped-def]
    found = [m for m in code(text, language).mentions if m.type == kind]
    assert [m.status for m in found] == [status]


def test_the_cue_is_quoted(code) -> None:  # type: ignore[no-untyped-def]
    text = "Nurses threatened a strike if they are not paid."
    (mention,) = [m for m in code(text).mentions if m.type == "strike"]
    assert mention.status_cue is not None
    assert mention.status_cue.text == "threatened"
    assert text[mention.status_cue.start : mention.status_cue.end] == "threatened"
