// Single keys for the buttons and links that name theirs, and word of what was saved for screen readers.
// Everything works without this script.
"use strict";

const isTyping = (element) =>
  element.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (document.documentElement.dataset.shortcuts !== "on") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (!(event.target instanceof Element) || isTyping(event.target)) return;
  // A blank presses the button that has the focus.
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const wanted = [...document.querySelectorAll("[data-key]")]
    .find((element) => element.dataset.key.split(" ").includes(key));
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input, textarea, select")) {
    wanted.closest("details")?.setAttribute("open", "");
    wanted.focus();
  } else if (wanted.matches("details")) {
    wanted.open = !wanted.open;
    if (wanted.open) wanted.querySelector("summary").focus();
  } else {
    wanted.click();
  }
});

// A key held down, or pressed twice, sends one form.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent === "yes") { event.preventDefault(); return; }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) delete form.dataset.sent;
});

// A live region is read when it changes, not when the page opens.
const notice = document.getElementById("notice");
const live = document.getElementById("live");
if (notice && live && notice.getAttribute("role") === "status") {
  setTimeout(() => { live.textContent = notice.textContent; }, 150);
}

// Progress of long work: asked every second, and the page changes when it is done.
const progress = document.querySelector("[data-progress]");
if (progress) {
  const ask = async () => {
    try {
      const answer = await fetch(progress.dataset.progress, { redirect: "manual" });
      if (!answer.ok) { location.reload(); return; }
      const [share, ...words] = (await answer.text()).split("\n");
      if (share === "done") { location.reload(); return; }
      const bar = progress.querySelector("progress");
      if (bar && share !== "") bar.value = Number(share);
      const said = progress.querySelector("p");
      if (said && words[0]) said.textContent = words[0];
      setTimeout(ask, 1000);
    } catch {
      setTimeout(ask, 3000);
    }
  };
  setTimeout(ask, 150);
}
