/* A part of a form that stands below the field to which it belongs, wherever the form has that. */
class BelowField extends HTMLElement {
  connectedCallback() {
    if (this.isPlaced) return;
    this.isPlaced = true;
    document.getElementById(this.dataset.field)?.closest(".field").after(this);
  }
}

customElements.define("below-field", BelowField);
