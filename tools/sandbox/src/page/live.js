// The verdict follows what is typed. Without this, the button "Check" does the same.
"use strict";

const form = document.getElementById("try");

if (form) {
  let timer;
  let asked;

  const tell = (text, name) => {
    const summary = document.getElementById("summary");
    // What has not changed is not read out again.
    if (summary.textContent !== text) summary.textContent = text;
    summary.className = name;
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
        const reason = page.querySelector("main p")?.textContent ?? `HTTP status ${response.status}`;
        tell(`✗ No verdict: ${reason}`, "summary rejected");
        return;
      }
      const summary = page.getElementById("summary");
      tell(summary.textContent, summary.className);
      document.getElementById("details").replaceWith(page.getElementById("details"));
    } catch {
      if (!signal.aborted) tell("✗ No verdict: the sandbox does not answer.", "summary rejected");
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(judge, 150);
  });

  // A browser that comes back to the page, or loads it again, may keep what was typed.
  addEventListener("pageshow", judge);
}
