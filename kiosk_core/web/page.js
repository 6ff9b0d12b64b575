"use strict";
// Takes a scan without leaving the page, so that nothing comes into the browser's history, a second visitor can scan at
// once, and a server that is away for a moment asks for the volunteer rather than leaving the browser's own error page.
const SHOWN_MS = 5000;
const PATIENCE_MS = 8000;
const UNATTENDED_MS = 30000;
const SHORTEST = 8;

const says = document.getElementById("says");
const scan = document.getElementById("scan");
const code = document.getElementById("code");
const volunteer = document.querySelector("details");
let clearing = 0;
let closing = 0;
let before = Promise.resolve();

function show(parts) {
  says.replaceChildren(...parts);
  clearTimeout(clearing);
  clearing = setTimeout(() => says.replaceChildren(written("idle")), SHOWN_MS);
}

function written(id) {
  return document.getElementById(id).content.cloneNode(true);
}

async function send(keys, mayRepeat) {
  const answer = await fetch("/", {
    method: "POST",
    body: new URLSearchParams({ ticket: scan.elements.ticket.value, code: keys }),
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = page.getElementById("says");
  if (said === null) {
    location.replace("/");
    return;
  }
  const fresh = page.querySelector("[name=ticket]").value;
  for (const field of document.querySelectorAll("[name=ticket]")) field.value = fresh;
  // The page was of before the server started again: nothing was recorded, and now it can be.
  if (answer.status === 409 && mayRepeat) await send(keys, false);
  else show([...said.childNodes]);
}

scan.addEventListener("submit", (event) => {
  event.preventDefault();
  const keys = code.value;
  code.value = "";
  if (keys !== "") before = before.then(() => send(keys, true)).catch(() => show([written("ask")]));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Tab" && document.activeElement === code && code.value.length >= SHORTEST) {
    event.preventDefault();
    scan.requestSubmit();
  } else if (event.key.length === 1 && event.key !== " " && document.activeElement.tagName !== "INPUT") {
    code.focus();
  }
});

document.addEventListener("click", (event) => {
  if (!volunteer.contains(event.target)) code.focus();
});

function leaveUnattended() {
  clearTimeout(closing);
  if (volunteer.open) {
    closing = setTimeout(() => {
      document.getElementById("pin").value = "";
      volunteer.open = false;
      code.focus();
    }, UNATTENDED_MS);
  }
}

volunteer.addEventListener("toggle", leaveUnattended);
volunteer.addEventListener("input", leaveUnattended);
leaveUnattended();
