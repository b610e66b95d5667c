/* Light or dark, remembered in this browser. Runs before the page is painted, so that nothing flashes. */
"use strict";
{
  const root = document.documentElement;
  // A browser that forbids storage throws even on reading; then the choice lasts for this page only.
  const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const remember = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* forbidden or full */ } };
  const shown = () => root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  const theme = remembered();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    root.dataset.theme = shown() === "dark" ? "light" : "dark";
    remember(root.dataset.theme);
  });
}
