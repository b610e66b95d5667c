/* Keeps what is typed: on the server two seconds after a pause, and until that is done in this browser.
   Says beside the form what has become of it. Without this the form works, and keeps nothing. */
const PAUSE = 1_500; // milliseconds without a key; the answer is there within two seconds
const AGAIN = 10_000; // milliseconds until a save that failed is tried once more
const OURS = "draft ";

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.area = this.form.querySelector("textarea:not([readonly])");
    this.said = this.querySelector("[role=status]");
    this.key = OURS + [this.dataset.owner, this.dataset.url, this.form.elements.parent?.value ?? ""].join(" ");
    this.parts = [
      [this.form, "input", () => this.typed()], [this.form, "submit", (event) => this.sent(event)],
      [this.form, "htmx:beforeSwap", ({ detail }) => { if (detail.xhr.status === 200) forget(this.key); }],
      [this.form, "htmx:sendError", () => this.failed()], [this.form, "htmx:responseError", (event) => this.failed(event)],
      [window, "pagehide", () => this.hurry()], [window, "online", () => this.save()],
    ];
    for (const [target, name, act] of this.parts) target.addEventListener(name, act);
    this.bringBack();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    for (const [target, name, act] of this.parts) target.removeEventListener(name, act);
  }

  typed() {
    this.keep();
    this.soon(PAUSE);
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  /* What is in the form goes to the server; only when it is there does this browser forget it. */
  async save() {
    clearTimeout(this.timer);
    if (this.isSending || stored(this.key) === null) return;
    const text = this.area.value;
    this.say(this.dataset.saving, "off");
    try {
      this.saving = new AbortController();
      const answer = await fetch(this.dataset.url, { method: "POST", body: new FormData(this.form), signal: this.saving.signal });
      if ([401, 403].includes(answer.status)) return this.renewOnce();
      if (answer.status === 422) return this.say(await answer.text());
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      this.say(answer.status === 204 ? "" : await answer.text(), this.isKnownSaved ? "off" : "polite");
      this.isKnownSaved = true;
      if (this.area.value === text) forget(this.key);
      else this.soon(PAUSE);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.isKnownSaved = false;
      this.say(this.dataset.offline);
      this.soon(AGAIN);
    }
  }

  /* The page goes away before the pause is over. */
  hurry() {
    if (this.isSending || stored(this.key) === null) return;
    navigator.sendBeacon(this.dataset.url, new FormData(this.form));
  }

  /* The post takes the draft along; a late save would be refused by the form's key anyway. */
  sent(event) {
    clearTimeout(this.timer);
    this.saving?.abort();
    if (event.submitter?.hasAttribute("data-discard")) forget(this.key);
    else this.keep();
    this.isSending = true;
    setTimeout(() => { this.isSending = false; }, 5_000);
  }

  async failed(event) {
    this.isSending = false;
    if (![401, 403].includes(event?.detail.xhr?.status)) this.say(this.dataset.broken);
    else if (await this.renew()) this.say(this.dataset.again);
  }

  /* A token that is refused twice is not the reason. */
  renewOnce() {
    if (this.isRenewed) return this.say(this.dataset.offline);
    this.isRenewed = true;
    setTimeout(() => { this.isRenewed = false; }, AGAIN);
    return this.renew();
  }

  /* Signed in again in another window, the form needs that session's token. False if one is still signed out. */
  async renew() {
    const answer = await fetch(this.dataset.page).catch(() => null);
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
    const form = page.querySelector(`draft-keeper[data-owner="${this.dataset.owner}"]`)?.closest("form");
    if (!form) {
      this.say(this.dataset.signedOut);
      addEventListener("focus", () => this.renew(), { once: true });
      return false;
    }
    this.form.elements.csrfmiddlewaretoken.value = form.querySelector("[name=csrfmiddlewaretoken]").value;
    await this.save();
    return true;
  }

  /* What this browser kept is an unfinished text, unless its form has given a post. */
  async bringBack() {
    const kept = stored(this.key)?.text;
    if (!kept?.trim() || kept.trim() === this.area.value.trim() || (await this.isWritten())) return forget(this.key);
    if (!this.area.value.trim() || kept.startsWith(this.area.value)) return this.take(kept);
    this.say(`${this.dataset.other} `);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: this.dataset.take });
    button.dataset.kind = "quiet";
    button.addEventListener("click", () => { button.remove(); this.take(kept); this.area.focus(); });
    this.said.after(button);
  }

  async isWritten() {
    const { formKey } = stored(this.key);
    if (!formKey) return false;
    const answer = await fetch(`${this.dataset.written}?key=${formKey}`).catch(() => null);
    return answer?.ok && !answer.redirected && (await answer.json()).written;
  }

  keep() { store(this.key, { text: this.area.value, formKey: this.form.elements.form_key?.value }); }

  take(kept) {
    this.area.value = kept;
    this.keep();
    this.say(this.dataset.back);
    this.soon(PAUSE);
  }

  /* Read out unless ``live`` is "off": that all goes well is heard once, not at every pause. */
  say(text, live = "polite") {
    this.said.setAttribute("aria-live", live);
    this.said.textContent = text;
  }
}

// A browser that forbids storage throws even on reading; then the server's copy is the only one.
function stored(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } }
function store(key, text) { try { localStorage.setItem(key, JSON.stringify(text)); } catch { /* forbidden or full */ } }
function forget(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } }

customElements.define("draft-keeper", DraftKeeper);
