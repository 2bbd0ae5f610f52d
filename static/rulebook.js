// Tables of a topic: rows added and removed without asking the server, what is ticked said at once. Pages work without it.
"use strict";

document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add]");
  const remove = event.target.closest("[data-remove]");
  if (add) { event.preventDefault(); addRow(add.closest("[data-grid]")); }
  if (remove) { event.preventDefault(); removeRow(remove.closest("tr")); }
});

function addRow(grid) {
  const body = grid.querySelector("tbody");
  const start = `${grid.dataset.grid}.`;
  const numbers = Array.from(grid.querySelectorAll("[name]"))
    .filter((input) => input.name.startsWith(start) && input.closest("tbody"))
    .map((input) => Number.parseInt(input.name.slice(start.length), 10)).filter(Number.isInteger);
  const next = numbers.length ? Math.max(...numbers) + 1 : 0;
  const row = grid.querySelector("template").content.cloneNode(true);
  for (const element of row.querySelectorAll("*")) {
    for (const attribute of Array.from(element.attributes)) {
      if (attribute.value.includes("__new__")) attribute.value = attribute.value.replaceAll("__new__", String(next));
    }
  }
  body.append(row);
  const added = body.lastElementChild;
  const first = added.querySelector("input:not([type=hidden]), select, textarea");
  if (first) first.focus();
}

function removeRow(row) {
  const said = row.nextElementSibling;
  if (said && said.classList.contains("said")) said.remove();
  row.remove();
}

document.addEventListener("change", (event) => {
  const picks = event.target.closest(".picks");
  if (!picks) return;
  const chosen = Array.from(picks.querySelectorAll("input:checked"), (input) => input.parentElement.textContent.trim());
  const between = document.documentElement.lang.startsWith("zh") ? "、" : ", ";
  picks.querySelector("summary").textContent = chosen.join(between) || "—";
});
