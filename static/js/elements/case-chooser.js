/* How many cases of a list are chosen, and the button that chooses all. Without it the boxes and the bar work as well. */
class CaseChooser extends HTMLElement {
  connectedCallback() {
    this.said = document.createElement("output");
    this.prepend(this.said);
    this.all = this.querySelector("button");
    this.all.hidden = false;
    this.all.addEventListener("click", () => this.chooseAll());
    this.closest("form").addEventListener("change", () => this.count());
    addEventListener("pageshow", () => this.count()); // a browser that goes back has its boxes as they were
    this.count();
  }

  get boxes() { return [...this.closest("form").querySelectorAll("input[name=case]")]; } // they stand below

  get shown() { return this.boxes.slice(0, Number(this.dataset.most)); }

  chooseAll() {
    const choose = !this.shown.every((box) => box.checked);
    for (const box of this.boxes) box.checked = choose && this.shown.includes(box);
    this.count();
  }

  count() {
    const chosen = this.boxes.filter((box) => box.checked).length;
    this.said.textContent = this.dataset.counted.replace("0", chosen);
    this.all.setAttribute("aria-pressed", this.shown.every((box) => box.checked));
  }
}

customElements.define("case-chooser", CaseChooser);
