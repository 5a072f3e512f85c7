"""The API keeps what its OpenAPI says, whatever it is asked: made-up requests, the same ones in every run."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from almenara.observatory import Observatory
from almenara.store import EventFilter, broken_links
from almenara.store.tokens import make_token
from almenara.web import create_app

schemathesis = pytest.importorskip("schemathesis")

#: Made-up requests to each address, those that fit the contract and those that break it: few enough for every check.
EXAMPLES = 15


@pytest.mark.filterwarnings("ignore")
def test_made_up_requests_are_answered_as_the_contract_says(observatory: Observatory) -> None:
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
    with observatory.store.writing() as connection:
        token = make_token(connection, "ana", ["read", "decide"], timedelta(days=1))
    app = create_app(observatory)
    event = next(e.id for e, _ in observatory.events(EventFilter(place="Temuco")))
    known = {"event_id": event, "report_id": "quay"}
    answered: list[tuple[str, int]] = []
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    for found in schema.get_all_operations():
        operation = found.ok()
        names = [name for name in known if f"{{{name}}}" in operation.path]
        for mode in schemathesis.GenerationMode:
            # Ids that exist, since made-up ones hardly ever do; without parameters in the path there is nothing to break in it.
            for parts in ({}, {"path_parameters": {name: known[name] for name in names}}) if names else ({},):
                # A GET without parameters cannot be asked wrongly.
                if mode is schemathesis.GenerationMode.NEGATIVE and not list(operation.iter_parameters()):
                    continue

                @settings(
                    max_examples=EXAMPLES,
                    derandomize=True,
                    database=None,
                    deadline=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                )
                @given(operation.as_strategy(mode, **parts))
                def ask(case: schemathesis.Case) -> None:
                    # Wrong tokens have tests of their own, and would put the brake on for the rest.
                    case.headers = {k: v for k, v in (case.headers or {}).items() if k.lower() != "authorization"}
                    response = case.call(headers={"Authorization": f"Bearer {token}"})
                    case.validate_response(response, checks=checks)
                    answered.append((case.operation.label, response.status_code))

                ask()
    assert {label for label, status in answered if status == 200} == {
        f"GET {path}"
        for path in (
            "/reports",
            "/reports/{report_id}",
            "/events",
            "/events/{event_id}",
            "/mentions",
            "/decisions",
            "/totals",
            "/codebook",
        )
    }
    assert {status for _, status in answered} >= {200, 404, 422}
    with observatory.store.reading() as connection:
        assert list(broken_links(connection)) == []
