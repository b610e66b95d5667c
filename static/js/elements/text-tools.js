/* Marks for the text above which it stands: by buttons, and Ctrl+B, Ctrl+I, Ctrl+K. Arrow keys walk along them. */
const AROUND = { bold: "**", italic: "*", code: "`" };
const BEFORE = { list: "- ", quote: "> " };
const KEYS = { b: "bold", i: "italic", k: "link" };

class TextTools extends HTMLElement {
  connectedCallback() {
    if (this.area) return; // it has only moved
    this.area = document.getElementById(this.getAttribute("aria-controls"));
    this.area.before(this);
    this.buttons = [...this.querySelectorAll("button")];
    this.buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
    this.addEventListener("click", (event) => this.mark(event.target.closest("[data-mark]")?.dataset.mark));
    this.addEventListener("keydown", (event) => this.walk(event));
    this.area.addEventListener("keydown", (event) => this.shortcut(event));
  }

  /* One more tool, which acts by itself. */
  take(tool, control) {
    control.tabIndex = -1;
    this.buttons.push(control);
    this.append(tool);
  }

  shortcut(event) {
    const mark = KEYS[event.key.toLowerCase()];
    if (!mark || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.mark(mark);
  }

  walk(event) {
    const here = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const to = { ArrowRight: here === last ? 0 : here + 1, ArrowLeft: here ? here - 1 : last, Home: 0, End: last }[event.key];
    if (to === undefined || here < 0) return;
    event.preventDefault();
    this.buttons.forEach((button, at) => { button.tabIndex = at === to ? 0 : -1; });
    this.buttons[to].focus();
  }

  mark(name) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const chosen = value.slice(start, end);
    if (name === "link") {
      const words = chosen || this.dataset.words;
      this.put(start, end, `[${words}](https://)`, start + words.length + 3, start + words.length + 11);
    } else if (name === "code" && chosen.includes("\n")) {
      this.put(start, end, "```\n" + chosen + "\n```", start + 4, start + 4 + chosen.length);
    } else if (AROUND[name]) this.around(AROUND[name], start, end, chosen);
    else if (BEFORE[name]) this.lines(BEFORE[name], start, end);
  }

  /* Pressed again, the marks go. */
  around(mark, start, end, chosen) {
    const { value } = this.area;
    const size = mark.length;
    const isMarked = value.slice(start - size, start) === mark && value.slice(end, end + size) === mark;
    if (isMarked && !(size === 1 && value[start - 2] === mark)) this.put(start - size, end + size, chosen, start - size, end - size);
    else this.put(start, end, mark + chosen + mark, start + size, end + size);
  }

  lines(mark, start, end) {
    const from = this.area.value.lastIndexOf("\n", start - 1) + 1;
    const lines = this.area.value.slice(from, end).split("\n");
    const without = lines.every((line) => line.startsWith(mark));
    const text = lines.map((line) => (without ? line.slice(mark.length) : mark + line)).join("\n");
    this.put(from, end, text, from + text.length, from + text.length);
  }

  put(start, end, text, selectFrom, selectTo) {
    insert(this.area, start, end, text);
    this.area.setSelectionRange(selectFrom, selectTo);
  }
}

/* As if it were typed, so that Ctrl+Z takes it back. */
function insert(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

customElements.define("text-tools", TextTools);
