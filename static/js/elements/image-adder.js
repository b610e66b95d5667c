/* Images for the text above which it stands: chosen, dropped or pasted, sent one after the other. While one is on its
   way a line stands for it; if it is not taken the line goes, and the text is as it was. */
const PATIENCE = 60_000; // milliseconds

class ImageAdder extends HTMLElement {
  connectedCallback() {
    if (this.area) return; // it has only moved
    this.form = this.closest("form");
    this.area = this.form.querySelector("textarea:not([readonly])");
    this.said = this.querySelector("[role=status]");
    this.sending = 0;
    this.querySelector("button").remove();
    const input = this.querySelector("input");
    input.removeAttribute("name"); // what is chosen goes at once, and never with the form
    input.addEventListener("change", () => { this.add([...input.files]); input.value = ""; });
    this.area.addEventListener("paste", (event) => this.take(event, event.clipboardData));
    this.area.addEventListener("drop", (event) => this.take(event, event.dataTransfer));
    this.area.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
    this.form.addEventListener("submit", (event) => { if (this.sending) this.hold(event); }, { capture: true });
    this.form.querySelector("text-tools").take(this, input);
  }

  /* A table that is copied comes as text and as its picture: the text is meant. */
  take(event, data) {
    const files = [...data.files].filter((file) => file.type.startsWith("image/"));
    if (!files.length || data.getData("text/plain")) return;
    event.preventDefault();
    this.add(files);
  }

  hold(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    this.say("wait");
  }

  async add(files) { for (const file of files) await this.send(file); }

  async send(file) {
    if (file.size > Number(this.dataset.most)) return this.say("tooLarge");
    const line = `![${this.dataset.uploading} ${file.name.replace(/[[\]()\\]/g, "")}…]()`;
    const { value } = this.area;
    let { selectionStart: start, selectionEnd: end } = this.area;
    const stop = value.indexOf("\n", end) < 0 ? value.length : value.indexOf("\n", end);
    if (value.slice(value.lastIndexOf("\n", start - 1) + 1).startsWith("![")) start = end = stop; // not into its words
    const gap = !start || value.slice(0, start).endsWith("\n\n") ? "" : value[start - 1] === "\n" ? "\n" : "\n\n";
    const all = `${gap}${line}${value[end] === "\n" ? "" : "\n"}`;
    this.write(start, end, all);
    this.sending += 1;
    this.say("sending");
    const [markdown, sentence] = await this.answer(file);
    this.sending -= 1;
    this.said.textContent = sentence;
    const old = !markdown && this.area.value.includes(all) ? all : line;
    const at = this.area.value.indexOf(old);
    if (at < 0) return; // its author has taken it out meanwhile
    const { selectionStart, selectionEnd } = this.area;
    this.write(at, at + old.length, markdown);
    const words = markdown.indexOf("]") - 2;
    const grown = selectionStart > at + old.length + 1 ? markdown.length - old.length : null;
    if (grown !== null) this.area.setSelectionRange(selectionStart + grown, selectionEnd + grown); // one writes elsewhere
    else if (words > 0) this.area.setSelectionRange(at + 2, at + 2 + words);
  }

  async answer(file) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.append("image", file);
    const answer = await fetch(this.dataset.url, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
    if (answer?.status === 201) return [await answer.text(), this.dataset.done];
    if ([401, 403].includes(answer?.status)) return ["", this.dataset.signedOut];
    return ["", answer?.headers.get("Content-Type").startsWith("text/plain") ? await answer.text() : this.dataset.failed];
  }

  /* As if it were typed, so that Ctrl+Z takes it back. */
  write(start, end, text) {
    this.area.focus();
    this.area.setSelectionRange(start, end);
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
    this.area.setRangeText(text, start, end, "end");
    this.area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  say(what) { this.said.textContent = this.dataset[what]; }
}

customElements.define("image-adder", ImageAdder);
