// @ts-check
/**
 * Replaces the answer in place, where without JavaScript the browser would load the page again. What it asks for is the same
 * page, so there is one way to draw an answer.
 */

document.documentElement.classList.add("scripted");

const answer = () => element("answer");
const box = () => /** @type {HTMLInputElement} */ (element("q"));
const status = /** @type {HTMLElement} */ (document.querySelector("[role=status]"));

history.replaceState({ url: answer().dataset.url }, "");

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  event.preventDefault();
  const fields = new FormData(form, event.submitter);
  // What is typed may be a change, which only a POST makes.
  void show({ method: "POST", body: encoded(fields) }, keyOf(event.submitter ?? form));
});

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLSelectElement && target.form?.classList.contains("menu")) target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const copy = event.target.closest("[data-copied]");
  if (copy instanceof HTMLElement) return void copyJson(copy);
  const link = event.target.closest("a");
  if (link === null || link.target !== "" || link.hasAttribute("download")) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.pathname !== "/" || url.hash !== "") return;
  event.preventDefault();
  void show({ url: url.href }, keyOf(link));
});

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  const menu = document.querySelector("details.overflow[open]");
  menu?.removeAttribute("open");
  menu?.querySelector("summary")?.focus();
});

addEventListener("popstate", () => void show({ url: location.href, isBack: true }, null));

/** Answers overtake each other; the newest question counts. */
let current = new AbortController();

/**
 * @param {{ url?: string, method?: string, body?: URLSearchParams, isBack?: boolean }} request
 * @param {string | null} key of the control that is focused again, if the new answer has it too
 */
async function show({ url = "/", isBack = false, ...options }, key) {
  current.abort();
  current = new AbortController();
  const { signal } = current;
  answer().setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { ...options, signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const next = page.getElementById("answer");
    if (next === null) throw new Error(`The answer is missing: ${response.status}.`);
    const opened = openedIn(answer());
    answer().replaceWith(next);
    for (const each of next.querySelectorAll("details.json")) each.toggleAttribute("open", opened.has(boxName(each)));
    document.title = page.title;
    box().value = next.dataset.text ?? "";
    if (!isBack && next.dataset.url !== history.state?.url) {
      history.pushState({ url: next.dataset.url }, "", next.dataset.url);
    }
    focusIn(next, key);
    status.textContent = page.getElementById("heading")?.textContent ?? "";
  } catch {
    if (signal.aborted) return;
    answer().removeAttribute("aria-busy");
    status.textContent = status.dataset.offline ?? "";
    status.classList.remove("unseen");
    return;
  }
  status.classList.add("unseen");
}

/**
 * Keeps the focus where it was: on the same control of the new answer, else on what has come.
 * @param {HTMLElement} next @param {string | null} key
 */
function focusIn(next, key) {
  if (document.activeElement === box()) return box().select();
  const same = key === null ? null : next.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const field = next.querySelector("form.window input:not([type=hidden]), form.window select, form.window textarea");
  const target = same ?? field ?? next.querySelector("#heading");
  if (target instanceof HTMLElement) target.focus({ preventScroll: same !== null });
}

/** @param {Element} of @returns {string | null} */
function keyOf(of) {
  const keyed = of instanceof HTMLFormElement ? of.querySelector("[data-key]") : of;
  return keyed instanceof HTMLElement ? (keyed.dataset.key ?? null) : null;
}

/** The boxes of JSON that are open stay open. @param {Element} within @returns {Set<string>} */
function openedIn(within) {
  return new Set([...within.querySelectorAll("details.json[open]")].map(boxName));
}

/** @param {Element} details */
function boxName(details) {
  return details.querySelector("summary")?.textContent ?? "";
}

/** @param {HTMLElement} button */
async function copyJson(button) {
  const text = button.parentElement?.querySelector("pre")?.textContent ?? "";
  await navigator.clipboard.writeText(text);
  const label = button.textContent;
  button.textContent = button.dataset.copied ?? "";
  setTimeout(() => {
    button.textContent = label;
  }, 1500);
}

/** @param {FormData} fields */
function encoded(fields) {
  const pairs = [...fields].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  return new URLSearchParams(pairs);
}

/** @param {string} id @returns {HTMLElement} */
function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

export {};
