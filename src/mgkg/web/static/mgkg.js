// What a page can do without: before printing, reasons are unfolded, and folded again afterwards.
"use strict";

const folded = [];

window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
        details.open = true;
        folded.push(details);
    }
});

window.addEventListener("afterprint", () => {
    for (const details of folded.splice(0)) {
        details.open = false;
    }
});
