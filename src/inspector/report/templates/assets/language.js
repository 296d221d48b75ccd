"use strict";
// Language: the address decides, then what was chosen last; style sheets do the rest.
(() => {
  document.documentElement.classList.add("js");
  const name = (language) => { document.title = document.querySelector("title").dataset[language] ?? document.title; };
  const remember = (language) => {
    name(language);
    try { localStorage.setItem("inspector.language", language); } catch { /* no storage from this folder */ }
    for (const link of document.querySelectorAll("a[data-page]")) {
      const url = new URL(link.href);
      url.searchParams.set("lang", language);
      link.href = url.href;
    }
  };
  const remembered = () => { try { return localStorage.getItem("inspector.language"); } catch { return null; } };
  const wanted = document.getElementById("lang-" + (new URLSearchParams(location.search).get("lang") || remembered()));
  if (wanted) { wanted.checked = true; remember(wanted.value); }
  else name(document.querySelector("input[name=lang]:checked")?.value);
  for (const radio of document.querySelectorAll("input[name=lang]")) radio.addEventListener("change", () => remember(radio.value));
})();
