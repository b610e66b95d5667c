/* "@bo" and "#re" are completed from a list: arrow keys, Enter or Tab takes, Escape closes. */
const WORD = /(?:^|[\s(])([@#][\w-]{0,30})$/;
const PAUSE = 150; // milliseconds without a key

class TextCompletion extends HTMLElement {
  connectedCallback() {
    if (this.area) return; // it has only moved
    this.area = this.closest("form").querySelector("textarea:not([readonly])");
    this.area.before(this);
    this.list = this.querySelector("[role=listbox]");
    this.said = this.querySelector("[role=status]");
    this.area.setAttribute("aria-autocomplete", "list");
    this.area.setAttribute("aria-controls", this.list.id);
    this.parts = [["input", () => this.typed()], ["keydown", (event) => this.key(event)], ["blur", () => this.close()]];
    for (const [name, act] of this.parts) this.area.addEventListener(name, act);
    this.list.addEventListener("pointerdown", (event) => { event.preventDefault(); this.take(event.target.closest("[role=option]")); });
  }

  get word() {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    return start === end ? (value.slice(0, start).match(WORD)?.[1] ?? "") : "";
  }

  typed() {
    clearTimeout(this.timer);
    if (!this.word) return this.close();
    this.timer = setTimeout(() => this.ask(this.word), PAUSE);
  }

  async ask(word) {
    if (!word) return this.close();
    const answer = await fetch(`${this.dataset.url}?${new URLSearchParams({ q: word, thread: this.dataset.thread })}`).catch(() => null);
    if (!answer?.ok || answer.redirected || word !== this.word) return;
    this.list.innerHTML = await answer.text();
    this.options = [...this.list.children];
    this.options.forEach((option, at) => { option.id = `${this.list.id}-${at}`; });
    if (!this.options.length) return this.close();
    this.list.hidden = false;
    this.choose(0);
    this.said.textContent = this.dataset.found.replace("0", this.options.length);
  }

  key(event) {
    if (this.list.hidden) return;
    const count = this.options.length;
    const acts = {
      ArrowDown: () => this.choose((this.at + 1) % count), ArrowUp: () => this.choose((this.at + count - 1) % count),
      Enter: () => this.take(this.options[this.at]), Tab: () => this.take(this.options[this.at]), Escape: () => this.close(),
    };
    if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  choose(at) {
    this.at = at;
    this.options.forEach((option, other) => option.setAttribute("aria-selected", other === at));
    this.area.setAttribute("aria-activedescendant", this.options[at].id);
    this.options[at].scrollIntoView({ block: "nearest" });
  }

  take(option) {
    if (!option) return;
    const { selectionStart: end } = this.area;
    const start = end - this.word.length;
    this.close();
    this.area.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, `${option.dataset.value} `)) this.area.setRangeText(`${option.dataset.value} `, start, end, "end");
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.said.textContent = "";
    this.area.removeAttribute("aria-activedescendant");
  }
}

customElements.define("text-completion", TextCompletion);
