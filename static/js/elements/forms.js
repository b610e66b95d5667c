/* Filters that apply themselves, error summaries that take focus, the preview, and no double sending. */
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  for (const go of form.querySelectorAll(".facet-bar__go")) go.hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("submit", () => {
    for (const control of form.elements) if (!control.value) control.disabled = true;
  });
}

document.querySelector("[data-error-summary]")?.focus();

for (const button of document.querySelectorAll("[data-preview]")) {
  const form = button.form ?? button.closest("form");
  const target = form.querySelector("[data-preview-target]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.preview, { method: "POST", body: new FormData(form) });
    const text = await answer.text();
    if (answer.headers.get("Content-Type").startsWith("text/html")) target.innerHTML = text;
    else target.textContent = text;
  });
}

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
