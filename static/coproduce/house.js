// Comfort only: every page works without this file.
// The layout names the (hashed) address of NHS.UK frontend in a preload link, so it is asked for once.
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

const link = document.getElementById("nhsuk-script");
const { initAll } = await import(link.href);
initAll();
document.addEventListener("htmx:afterSwap", (event) => initAll({ scope: event.target }));
