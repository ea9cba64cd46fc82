// Comfort only: every page works without this file.
// The layout names the (hashed) address of NHS.UK frontend in a preload link, so it is asked for once.

// On a phone each row of a table becomes a card with the headings beside the values. The roles keep it a
// table for people who hear the page: changing the display of its parts would take that away.
const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
function makeCards(scope) {
  for (const table of scope.querySelectorAll(".app-scroller > table")) {
    const headings = [...table.querySelectorAll("thead th")].map((heading) =>
      heading.querySelector(".nhsuk-u-visually-hidden") ? "" : heading.textContent.trim());
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
      part.setAttribute("role", roles[part.tagName] ?? (part.scope === "row" ? "rowheader" : "columnheader"));
      if (part.tagName !== "TD") continue;
      part.dataset.label = headings[part.cellIndex] ?? "";
      if (!part.childElementCount && !part.textContent.trim()) part.replaceChildren(); // no label beside nothing
    }
    table.classList.add("app-cards");
  }
}
makeCards(document);
document.addEventListener("htmx:afterSwap", (event) => makeCards(event.target));

const link = document.getElementById("nhsuk-script");
const { initAll } = await import(link.href);
// Not before: a menu that is ready to be folded, and is not folded yet, is wider than a phone.
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
document.addEventListener("htmx:afterSwap", (event) => initAll({ scope: event.target }));
