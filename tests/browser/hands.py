"""What people do at the desk with keyboard, mouse and thumb. Fields are named as their forms name them."""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

LONGEST_WALK = 40

# A picture on the clipboard, as a screenshot tool or a chat leaves it there.
PASTE = """async (selector) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#c33";
  paint.fillRect(8, 8, 40, 30);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([blob], "leak.png", { type: "image/png" }));
  document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
}"""
FOCUSED = "() => document.activeElement.name || ''"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field of this name has the focus."""
    for _press in range(LONGEST_WALK):
        if page.evaluate(FOCUSED) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name}")


def pick(page: Page, name: str, typed: str) -> None:
    """Find an entry by typing a part of it, and take the first one offered."""
    tab_to(page, f"{name}-text")
    page.keyboard.type(typed)
    page.locator(f"[name='{name}-text'][aria-expanded=true]").wait_for()
    page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def choose(page: Page, name: str, value: str) -> None:
    """Step through a select box with the arrow key until it stands at this value."""
    tab_to(page, name)
    for _press in range(LONGEST_WALK):
        if page.locator(f"[name={name}]").input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} does not offer {value}")


def act(page: Page, name: str, **entries: str | Path) -> None:
    """Unfold one act on a case's page, fill it in and press its button."""
    panel = unfold(page, name)
    fill(panel, **entries)
    press(page, panel.locator(".actions button"))


def unfold(page: Page, name: str) -> Locator:
    panel = page.locator(f"details.act:has(input[name=act][value={name}])")
    panel.locator("summary").click()
    return panel


def fill(form: Locator, **entries: str | Path) -> None:
    for name, value in entries.items():
        field = form.locator(f"[name={name}]")
        if isinstance(value, Path):
            field.set_input_files(value)
        elif field.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def press(page: Page, button: Locator) -> None:
    """Press what sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        button.click()


def acts_of(page: Page) -> set[str]:
    """The acts a case's page offers this person."""
    panels = page.locator("details.act input[name=act]").evaluate_all("found => found.map(one => one.value)")
    links = page.locator(".acts a.button").evaluate_all("found => found.map(one => one.href)")
    return {*panels, *(found[1] for link in links if (found := re.search(r"act=(\w+)", link)))}


def photo(folder: Path) -> Path:
    """A photo as a telephone takes one."""
    path = folder / "receipt.jpg"
    shot = io.BytesIO()
    Image.new("RGB", (320, 240), "#7a5").save(shot, "JPEG")
    path.write_bytes(shot.getvalue())
    return path
