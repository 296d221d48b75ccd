"use strict";
// Wide tables: what is wider than its place says so, fades where more of it is hidden, and only then stops the Tab key.
(() => {
  for (const box of document.querySelectorAll(".scroll")) {
    const look = () => {
      const hidden = box.scrollWidth - box.clientWidth;
      box.classList.toggle("wide", hidden > 1);
      box.classList.toggle("more-left", box.scrollLeft > 1);
      box.classList.toggle("more-right", box.scrollLeft < hidden - 1);
      box.tabIndex = hidden > 1 || box.scrollHeight - box.clientHeight > 1 ? 0 : -1;
    };
    const watch = new ResizeObserver(look);
    watch.observe(box);
    for (const inside of box.children) watch.observe(inside);
    box.addEventListener("scroll", look, { passive: true });
  }
})();
