"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const asked = new URLSearchParams(location.search);

  // Sorting: a button beside each header text (one around it would not be repeated in print); rows are sorted inside their own body, group headings stay on top.
  const key = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.v ?? cell.textContent.trim();
    const number = parseFloat(text.replace("−", "-"));
    return Number.isNaN(number) ? text : number;
  };
  const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b
    : typeof a === "number" ? -1 : typeof b === "number" ? 1 : a.localeCompare(b, "zh-CN");
  const sort = (table, head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter((row) => !row.classList.contains("peer"));
      rows.map((row) => [key(row, head.cellIndex), row])
        .sort(([a], [b]) => down ? compare(b, a) : compare(a, b))
        .forEach(([, row]) => body.append(row));
    }
  };
  for (const table of all("table.sortable")) {
    for (const head of all("th[data-sort]", table)) {
      const button = document.createElement("button");
      button.type = "button";
      button.title = "排序 · Sort";
      button.setAttribute("aria-label", "排序 · Sort: " + head.textContent.trim());
      (head.querySelector(".code") ?? head).append(button);
      button.addEventListener("click", () => sort(table, head));
    }
  }

  // Search and filters: any pressed chip of a group, every group, and every word.
  const filter = (area) => {
    const rows = all("[data-row]", area).map((row) => ({ row, text: row.textContent.toLowerCase(), tags: (row.dataset.tags ?? "").split(" ") }));
    const field = area.querySelector("input[type=search]"), chips = all(".chip", area), shown = area.querySelector("output");
    const apply = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const groups = {};
      for (const chip of chips) if (chip.getAttribute("aria-pressed") === "true") (groups[chip.dataset.chip] ??= []).push(chip.dataset.tag);
      const picked = Object.values(groups);
      let count = 0;
      for (const { row, text, tags } of rows) {
        const fits = words.every((word) => text.includes(word)) && picked.every((group) => group.some((tag) => tags.includes(tag)));
        row.hidden = !fits;
        count += fits ? 1 : 0;
      }
      for (const group of all("[data-group]", area)) group.hidden = !group.querySelector("[data-row]:not([hidden])") && (words.length > 0 || picked.length > 0);
      shown.textContent = count + " / " + rows.length;
    };
    field.addEventListener("input", apply);
    for (const chip of chips) chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      apply();
    });
    field.value = asked.get("q") ?? "";
    apply();
  };
  for (const area of all("[data-filtered]")) if (area.querySelector("input[type=search]")) filter(area);
})();
