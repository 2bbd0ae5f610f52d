// What pages do beyond HTML: theme, menu on phones, picking by typing, several rows at once, one sending a form.
// Every page works without it, except that picking then takes what was typed when it names exactly one entry.
"use strict";

const html = document.documentElement;
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

// Theme.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  html.dataset.theme = html.dataset.theme === "dark" ? "light" : "dark";
  try { localStorage.setItem("theme", html.dataset.theme); } catch (error) { /* only this page then */ }
});

// The menu on phones; menus close when one looks elsewhere.
document.addEventListener("click", (event) => {
  const burger = event.target.closest("[data-menu]");
  const open = burger ? !document.body.classList.contains("menu-open") : false;
  if (burger || !event.target.closest("#side")) showMenu(open);
  all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  showMenu(false);
  const menu = event.target.closest("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

function showMenu(open) {
  const burger = document.querySelector("[data-menu]");
  if (!burger) return;
  document.body.classList.toggle("menu-open", open);
  burger.setAttribute("aria-expanded", String(open));
}

// A key that opens what is done all day: elements name it by data-key, such as F2 (never a letter: those are for typing).
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const target = event.key.length > 1 && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target) { event.preventDefault(); target.click(); }
});

// A question before what cannot be taken back.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (button && !window.confirm(button.dataset.confirm)) event.preventDefault();
});

// A form is sent once: a second click while it travels does nothing. Coming back to the page frees it again.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-once]");
  if (!form) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Entries that were not sent: the browser asks before they are lost, also when only the language is changed.
let unsent = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("main form[data-once]")) unsent = true;
});
document.addEventListener("submit", (event) => {
  if (event.target.closest("main")) unsent = false;
}, true);
window.addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });

// A form that came back: the cursor stands in the first entry to correct.
function toFirstWrong(root) {
  const wrong = root.querySelector("[aria-invalid=true]:not([type=hidden])");
  if (wrong) wrong.focus();
}
toFirstWrong(document);

// Several rows at once.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-all]")) all("input[name=rowid]").forEach((row) => { row.checked = box.checked; });
  if (box.matches("[data-all], input[name=rowid]")) countRows();
});

function countRows() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const chosen = all("input[name=rowid]:checked").length;
  bar.hidden = chosen === 0;
  bar.querySelector("[data-count]").textContent = String(chosen);
}
countRows();

// Picking one entry of another table by typing (role combobox, list autocomplete).
class Pick {
  constructor(box) {
    this.box = box;
    this.key = box.querySelector("input[type=hidden]");
    this.input = box.querySelector("[role=combobox]");
    this.list = box.querySelector("[role=listbox]");
    this.least = Number(box.dataset.least) || 2;
    this.asked = 0;
    this.fills = {};
    this.form = box.closest("form");
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  typed() {
    this.key.value = "";
    clearTimeout(this.timer);
    const term = this.input.value.trim();
    if (term.length < this.least) { this.close(); return; }
    this.timer = setTimeout(() => this.ask(term), 150);
  }

  async ask(term) {
    const turn = ++this.asked;
    const url = new URL(this.box.dataset.pick, location.href);
    url.searchParams.set("query", term);
    (this.box.dataset.beside || "").split(" ").filter(Boolean).forEach((name) => {
      const neighbour = this.field(name);
      if (neighbour) url.searchParams.set(name, neighbour.value);
    });
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      const found = answer.ok ? (await answer.json()).results : [];
      if (turn === this.asked && document.activeElement === this.input) this.show(found);
    } catch (error) { this.close(); }
  }

  show(found) {
    this.fills = {};
    this.list.replaceChildren(...found.map((entry, index) => {
      this.fills[entry.id] = entry.fill || {};
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("role", "option");
      option.dataset.key = entry.id;
      option.textContent = entry.text;
      return option;
    }));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.mark(found.length ? this.list.firstElementChild : null);
  }

  mark(option) {
    all("[aria-selected]", this.list).forEach((other) => other.removeAttribute("aria-selected"));
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  pressed(event) {
    const marked = this.list.querySelector("[aria-selected]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) { this.typed(); return; }
      const next = event.key === "ArrowDown" ? marked && marked.nextElementSibling : marked && marked.previousElementSibling;
      this.mark(next || (event.key === "ArrowDown" ? this.list.firstElementChild : this.list.lastElementChild));
    } else if ((event.key === "Enter" || event.key === "Tab") && !this.list.hidden && marked) {
      if (event.key === "Enter") event.preventDefault();
      this.take(marked);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    }
  }

  take(option) {
    if (!option) return;
    this.key.value = option.dataset.key;
    this.input.value = option.textContent;
    this.close();
    this.fill(this.fills[option.dataset.key] || {});
    this.key.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // What the picked entry knows about other fields of the form; it can be corrected there.
  fill(values) {
    Object.entries(values).forEach(([name, value]) => {
      const field = this.field(name);
      if (!field) return;
      field.value = value;
      // Not "input": that is somebody typing, and typing in a box of this kind unpicks its entry.
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // By name alone: form.elements also knows ids, and the box one types in has its field's name as id.
  field(name) {
    return this.form && this.form.querySelector(`[name="${CSS.escape(name)}"]`);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(null);
  }
}
all("[data-pick]").forEach((box) => new Pick(box));
