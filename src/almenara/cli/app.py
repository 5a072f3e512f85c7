"""All commands and how they end."""

from __future__ import annotations

import sys

from cyclopts import App, CycloptsError

from almenara import __version__

app = App(name="almenara", version=__version__, help="News reports in, event data that can be defended in public out.")
app.command("almenara.cli.code:code", name="code")
app.command("almenara.cli.link:link", name="link")
for verb in ("init", "add", "events", "totals", "decide", "decisions", "explain", "verify", "backup", "restore"):
    app.command(f"almenara.cli.observatory:{verb}", name=verb)
app.command("almenara.cli.recode:recode", name="recode")
app.command("almenara.cli.recode:conflicts", name="conflicts")
app.command("almenara.cli.export:export", name="export")
app.command("almenara.cli.published:import_", name="import")
app.command("almenara.cli.release:app", name="release")
app.command("almenara.cli.report:report", name="report")
app.command("almenara.cli.site:site", name="site")
app.command("almenara.cli.serve:serve", name="serve")
people = App(name="people", help="Who may sign in to the review application.")
people.command("almenara.cli.serve:add_person", name="add")
people.command("almenara.cli.agreement:agreement", name="agreement")
people.command("almenara.cli.tokens:token", name="token")
people.command("almenara.cli.tokens:end_tokens", name="end-tokens")
people.command("almenara.cli.tokens:reset_second_factor", name="reset-second-factor")
app.command(people)
outlets = App(name="outlets", help="The outlets that reports are from, and what was read of each.")
outlets.command("almenara.cli.outlets:list_", name="list")
outlets.command("almenara.cli.outlets:log", name="log")
outlets.command("almenara.cli.outlets:fill", name="fill")
app.command(outlets)
feeds = App(name="feeds", help="News feeds that are asked for new reports.")
for verb in ("add", "remove", "list", "run", "watch"):
    feeds.command(f"almenara.cli.feeds:{verb if verb != 'list' else 'list_'}", name=verb)
app.command(feeds)
app.command("almenara.cli.learn:learn", name="learn")
scale = App(name="scale", help="The same work on a Spark cluster: docs/scaling.md.")
scale.command("almenara.cli.scale:code", name="code")
scale.command("almenara.cli.scale:link", name="link")
app.command(scale)
app.command("almenara.cli.demo:demo", name="demo")
app.command("almenara.cli.bench:bench", name="bench")
codebook = App(name="codebook", help="Test, show or extend the executable codebook.")
codebook.command("almenara.cli.codebook:test", name="test")
codebook.command("almenara.cli.codebook:show", name="show")
codebook.command("almenara.cli.codebook:new", name="new")
app.command(codebook)
places = App(name="places", help="The gazetteer and your own places, and names of one place in an observatory.")
places.command("almenara.cli.places:import_", name="import")
places.command("almenara.cli.joins:join_places", name="join")
places.command("almenara.cli.joins:part", name="part")
app.command(places)
actors = App(name="actors", help="The registry of actors and your own, and names of one actor in an observatory.")
actors.command("almenara.cli.actors:import_", name="import")
actors.command("almenara.cli.actors:find", name="find")
actors.command("almenara.cli.joins:join_actors", name="join")
actors.command("almenara.cli.joins:part", name="part")
app.command(actors)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; ends the process with its exit status."""
    try:
        result = app(arguments, exit_on_error=False, print_error=True)
    except CycloptsError:
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output (head, a pager) went away: nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(result if isinstance(result, int) else 0)
