"""What a protest is for: the words that say what is asked, not whom it is asked of, nor what others do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from almenara.model import Coding


@pytest.mark.parametrize(
    ("language", "text", "demands"),
    [
        # Whoever is to do something is not what is asked for.
        ("en", "Teachers marched in Pisco to demand that the government pay their salaries.", {"wages"}),
        ("es", "Vecinos protestaron en Pisco para pedir al alcalde la reparación de las tuberías de agua.", {"water"}),
        ("en", "Farmers in Pisco protested over the government's decision to cut diesel subsidies.", {"fuel"}),
        ("en", "Thousands marched in Pisco against the president.", {"political_rights"}),
        ("es", "Miles marcharon en Pisco contra el gobierno.", {"political_rights"}),
        ("en", "Protesters in Pisco chanted that the government is going to fall.", {"political_rights"}),
        # What becomes of something shows nothing where it is told of what.
        ("es", "Estudiantes protestaron en Pisco contra el aumento de los pasajes.", {"transport"}),
        ("es", "Docentes protestaron en Pisco por un aumento.", {"wages"}),
        ("en", "Workers protested in Pisco over a rise in fuel prices.", {"fuel"}),
        ("en", "Retired soldiers protested in Pisco over unpaid pensions.", {"pensions"}),
        ("en", "Drivers protested in Pisco over the removal of fuel subsidies.", {"fuel"}),
        ("en", "Residents protested in Pisco for the removal of the mayor.", {"political_rights"}),
        ("es", "Estudiantes marcharon en Pisco contra el recorte al presupuesto universitario.", {"education"}),
        # The longer phrase, and not who somebody is.
        ("es", "Obreros marcharon en Pisco para exigir seguridad social.", {"pensions"}),
        ("es", "Vecinos marcharon en Pisco para exigir la renuncia del ministro de Salud.", {"political_rights"}),
        ("es", "Familiares marcharon en Pisco para exigir justicia por la muerte de un docente.", {"justice"}),
        ("es", "Padres protestaron en Pisco por la falta de docentes.", {"education"}),
        # What happened besides.
        ("es", "Transportistas protestaron por el peaje, mientras que el gobierno anunció un decreto.", {"transport"}),
        ("en", "Truckers protested over the toll, while the government announced a new tax.", {"transport"}),
        ("es", "Vecinos marcharon contra la violencia que ha dejado más de 20 muertos.", {"security"}),
        ("es", "Empleados protestaron en Pisco porque el alcalde no les paga desde enero.", {"wages"}),
    ],
)
def test_what_is_asked_for(code: Callable[..., Coding], language: str, text: str, demands: set[str]) -> None:
    mention = code(text, language).mentions[0]
    assert set(mention.demands) == demands
