"""The texts before they are served: the demo, if asked for; none may be stale."""

from posts.models.rerendering import rerender_stale

from .output import Output


def prepare_texts(output: Output, *, demo: bool) -> None:
    """Load the demo into an empty site; render again what is stale."""
    if demo:
        from posts.demo.loader import load_demo

        with output.step("Demo", "four essays and a page") as step:
            step.happened = load_demo()
    with output.progress("Texts") as advance:
        count = rerender_stale(advance)
    if count:
        output.line("Texts", f"{count} rendered again")
