/* Only the programs and tiers of the vendor that is chosen. Without this all are listed under their names. */
const vendor = document.querySelector("#id_vendor");

function narrow() {
  for (const group of document.querySelectorAll("[data-of-vendor] [data-vendor]")) {
    const ticked = group.querySelector(":checked"); // what is chosen stays in sight, also where it does not belong
    group.hidden = Boolean(vendor.value) && group.dataset.vendor !== vendor.value && !ticked;
  }
  for (const field of document.querySelectorAll("[data-of-vendor]")) {
    field.hidden = !field.querySelector("[data-vendor]:not([hidden])");
  }
}

vendor.addEventListener("change", narrow);
narrow();
