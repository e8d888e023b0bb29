"use strict";
// Adds a button to every block and field that people copy from. Without JavaScript the
// text can still be selected.
for (const source of document.querySelectorAll("pre, .secret")) {
  const button = document.createElement("button");
  const name = source.getAttribute("aria-label") || document.querySelector(`label[for="${source.id}"]`)?.textContent || "text";
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy " + name);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  source.after(button);
}
