"""embed.html in a host page: what the two say to each other, and what does nothing."""

from playwright.sync_api import expect

# Each is outside the contract, in JavaScript, as most cannot be written in JSON.
OUTSIDE = [
    "null", "1", "true", "'step'", "'{\"glassnet\":1,\"type\":\"step\"}'", "[]", "{}",
    "[1, 'step']", "Object.assign([], { glassnet: 1, type: ['step'] })",
    "{ type: 'step' }", "{ glassnet: 1 }", "{ glassnet: 2, type: 'step' }",
    "{ glassnet: '1', type: 'step' }", "{ glassnet: true, type: 'step' }",
    "{ glassnet: [1], type: 'step' }", "{ glassnet: { valueOf: 1 }, type: 'step' }",
    "{ glassnet: NaN, type: 'step' }", "{ glassnet: 1.5, type: 'step' }",
    "{ glassnet: 1, type: 'Step' }", "{ glassnet: 1, type: 'step ' }",
    "{ glassnet: 1, type: ['step'] }", "{ glassnet: 1, type: { toString: 'step' } }",
    "{ glassnet: 1, type: new String('step') }", "{ glassnet: 1, type: null }",
    "{ glassnet: 1, type: 1 }", "{ glassnet: 1, type: 'toggle' }",
    "{ glassnet: 1, type: 'rate', value: '100' }", "{ glassnet: 1, type: 'select' }",
    "{ glassnet: 1, type: '__proto__' }", "{ glassnet: 1, type: 'constructor' }",
    "JSON.parse('{\"__proto__\": {\"glassnet\": 1, \"type\": \"step\"}}')",
    "Object.create({ glassnet: 1, type: 'step' })",
    "{ glassnet: 1, type: 'step'.repeat(1e6) }", "{ glassnet: 'x'.repeat(5e6), type: 'step' }",
    "new Map([['glassnet', 1], ['type', 'step']])", "new Date()", "new ArrayBuffer(1000)",
    "{ glassnet: new Uint8Array(9), type: new Error('step') }",
]


def send(embedded, message: str, count: int = 1) -> None:
    """From the host to the lab; returns when the lab's page has had it."""
    before = embedded.probe("messages")
    embedded.page.evaluate(f"frames[0].postMessage({message}, '*')")
    arrived(embedded, before + count)


def arrived(embedded, count: int) -> None:
    embedded.until("the message arrives", lambda: embedded.probe("messages") >= count)


def received(embedded, kind: str) -> list[dict]:
    everything = embedded.page.evaluate("received")
    return [each for each in everything if each.get("type") == kind and each.get("glassnet") == 1]


def test_the_host_hears_that_the_lab_is_ready(embedded):
    assert received(embedded, "ready") == [{"glassnet": 1, "type": "ready"}]


def test_the_host_hears_the_height_in_both_dialects_and_when_it_changes(embedded):
    height = "Math.ceil(document.body.getBoundingClientRect().height)"
    for width in ("390", "1200"):
        embedded.page.evaluate(f"document.querySelector('iframe').width = {width}")
        expect(embedded.frame.locator("html")).to_be_visible()
        embedded.until(
            f"the height at {width} pixels",
            lambda: embedded.page.evaluate(
                "received.filter((each) => each.type === 'resize').at(-1)?.height"
            ) == embedded.frame.evaluate(height),
        )
        heights = [each["height"] for each in received(embedded, "resize")]
        others = embedded.page.evaluate(
            "received.filter((each) => each.subject === 'lti.frameResize')"
            ".map((each) => each.height)"
        )
        assert heights == others
    assert len(set(heights)) > 1


def test_the_host_plays_pauses_steps_goes_back_and_resets(embedded):
    send(embedded, "{ glassnet: 1, type: 'play' }")
    expect(embedded.button("Pause")).to_be_visible()
    embedded.until("it trains", lambda: embedded.number("epoch") > 0)
    send(embedded, "{ glassnet: 1, type: 'pause' }")
    expect(embedded.button("Play")).to_be_visible()
    send(embedded, "{ glassnet: 1, type: 'reset' }")
    embedded.wait_epoch(0)
    send(embedded, "{ glassnet: 1, type: 'step' }")
    send(embedded, "{ glassnet: 1, type: 'step' }")
    embedded.wait_epoch(2)
    send(embedded, "{ glassnet: 1, type: 'back', more: 'is ignored' }")
    embedded.wait_epoch(1)
    state = received(embedded, "state")[-1]
    assert state == {"glassnet": 1, "type": "state", "lab": "xor", "playing": False, "epoch": 1,
                     "loss": embedded.number("loss")}


def test_the_host_sets_what_a_link_could_and_mistakes_are_said_as_text(embedded):
    send(embedded, "{ glassnet: 1, type: 'step' }")
    embedded.wait_epoch(1)
    send(embedded, "{ glassnet: 1, type: 'set', lr: 0.5, tab: 'data' }")
    field = embedded.lab.get_by_label("Learning rate value")
    expect(field).to_have_value("0.5")
    expect(embedded.lab.locator('[data-panel="data"]')).to_be_visible()
    embedded.wait_epoch(1)  # a rate changes in mid-run
    send(embedded, "{ glassnet: 1, type: 'set', noise: '0.2', lr: '<img src=x onerror=alert(1)>', "
                   "n: [50], hide: 'pin', __proto__: { seed: 3 } }")
    embedded.wait_epoch(0)
    notice = embedded.lab.locator(".notice[role=alert]")
    expect(notice).to_contain_text("lr=<img src=x onerror=alert(1)>: must be a number")
    expect(notice).to_contain_text("n: must be a text or a number")
    embedded.until("the host hears of it", lambda: received(embedded, "refused"))
    told = received(embedded, "refused")[-1]
    assert told["lab"] == "xor"
    assert [error.partition(":")[0] for error in told["errors"]] == [
        "lr=<img src=x onerror=alert(1)>", "n"]
    expect(embedded.button("Pin")).to_be_hidden()
    expect(field).to_have_value("0.5")
    assert embedded.foreign.count() == 0
    send(embedded, "{ glassnet: 1, type: 'set', noise: 0, lr: 0.1, tab: 'network', hide: 'n' }")
    expect(notice).to_have_count(0)
    expect(embedded.button("Pin")).to_be_visible()
    embedded.go(embedded.situation.url, embedded.situation.framed)  # as it was, for other tests
    embedded.wait_ready()


def test_the_host_hears_what_a_person_does(embedded):
    embedded.press("Step")
    embedded.wait_epoch(1)
    embedded.until("the host hears of it", lambda: received(embedded, "state")[-1]["epoch"] == 1)


def test_messages_outside_the_contract_do_nothing(embedded):
    states = len(received(embedded, "state"))
    for message in OUTSIDE:
        send(embedded, message)
        embedded.probe("frames(1)")
        assert len(received(embedded, "state")) == states, message
    embedded.settle()
    assert embedded.texts() == embedded.probe("first")["texts"]
    # The fixture looks for errors; and what is within the contract still works.
    send(embedded, "{ glassnet: 1, type: 'step' }")
    embedded.wait_epoch(1)


def test_a_message_from_another_frame_than_the_parent_does_nothing(embedded):
    before = embedded.probe("messages")
    embedded.page.evaluate(
        """() => {
             const other = document.createElement("iframe");
             other.title = "Other";
             other.srcdoc = "<script>parent.frames[0].postMessage({glassnet: 1, type: 'step'}, '*')"
               + "</" + "script>";
             document.body.append(other);
           }"""
    )
    arrived(embedded, before + 1)
    embedded.frame.evaluate("window.postMessage({ glassnet: 1, type: 'step' }, '*')")
    arrived(embedded, before + 2)
    embedded.settle()
    assert embedded.number("epoch") == 0
    embedded.page.evaluate("document.querySelector('iframe[title=Other]').remove()")


def test_a_page_that_is_in_no_frame_listens_to_nobody(lesson):
    lesson.frame.evaluate("window.postMessage({ glassnet: 1, type: 'step' }, '*')")
    lesson.until("the message arrives", lambda: lesson.probe("messages") > 0)
    lesson.settle()
    assert lesson.number("epoch") == 0


def test_messages_before_python_are_carried_out_after(fresh, host):
    arrivals = []
    page = fresh()
    page.page.route("**/snapshot.bin.pack.0.js*", lambda route: arrivals.append(route))
    page.page.goto(host, wait_until="commit")
    page.until("Python is asked for", lambda: bool(arrivals))
    page.frame = page.page.frames[1]
    send(page, "{ glassnet: 1, type: 'step' }")
    send(page, "{ glassnet: 1, type: 'step' }")
    assert page.number("epoch") == 0
    arrivals[-1].continue_()
    page.wait_ready()
    page.wait_epoch(2)
