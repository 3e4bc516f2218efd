// The verdict follows what is typed. Without this, the button "Check" does the same.
"use strict";

const form = document.getElementById("try");

if (form) {
  const field = document.getElementById("body");
  const status = document.getElementById("status");
  let said = document.getElementById("summary").dataset.announced;
  let typed = 0;
  let timer;
  let rest;
  let asked;

  // Read out once nothing has been typed for a second, and only if it is something else than before.
  const announce = (text) => {
    clearTimeout(rest);
    const wait = Math.max(0, typed + 1000 - Date.now());
    rest = setTimeout(() => {
      if (text !== said) status.textContent = said = text;
    }, wait);
  };

  const tell = (text, name, announced) => {
    const summary = document.getElementById("summary");
    summary.textContent = text;
    summary.className = name;
    announce(announced);
  };

  // What was said of another body is no longer to be seen.
  const tellNone = (reason) => {
    document.getElementById("details").hidden = true;
    field.removeAttribute("aria-invalid");
    tell(`✗ No verdict: ${reason}`, "summary rejected", `No verdict: ${reason}`);
  };

  const judge = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const body = new URLSearchParams(new FormData(form));
      const response = await fetch("/sandbox/verdict", { method: "POST", body, signal });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!response.ok) {
        tellNone(page.querySelector("main p")?.textContent ?? `HTTP status ${response.status}`);
        return;
      }
      const summary = page.getElementById("summary");
      document.getElementById("details").replaceWith(page.getElementById("details"));
      field.setAttribute("aria-invalid", summary.classList.contains("rejected"));
      tell(summary.textContent, summary.className, summary.dataset.announced);
    } catch {
      if (!signal.aborted) tellNone("the sandbox does not answer.");
    }
  };

  form.addEventListener("input", () => {
    typed = Date.now();
    clearTimeout(rest);
    clearTimeout(timer);
    timer = setTimeout(judge, 150);
  });

  // A browser that comes back to the page may keep what was typed, and another tab may have sent something.
  addEventListener("pageshow", judge);
  addEventListener("focus", judge);
  document.addEventListener("visibilitychange", () => document.hidden || judge());
}
