// Every HTTP call goes through here. A write carries one key from the press to its last retry.
import { newKey } from "./ids.js";
import { Problem } from "./problem.js";

const ROOT = "/api/v1";
const TIMEOUT_MS = 10_000;
const PAGES_MAX = 25;
const PATIENCE_MS = 15_000;
const RETRIED = new Set([429, 502, 503, 504]);

// Writes whose outcome we do not know: the same thing pressed again goes out under the same key.
const unsettled = new Map();

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function problemOf(response) {
  const said = await response.json().catch(() => ({}));
  const fallback = response.status >= 500 ? "incident" : "refused";
  const retryAfter = Number(response.headers.get("Retry-After")) || 0;
  return new Problem({ code: fallback, ...said, status: response.status }, retryAfter);
}

async function call(method, path, { text, key } = {}) {
  const headers = { Accept: "application/json" };
  if (text !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  let response;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    response = await fetch(ROOT + path, {
      method,
      headers,
      body: text,
      signal,
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw new Problem({});
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return {};
  // A body that breaks off is a lost answer like any other: the write may have happened.
  return response.json().catch(() => {
    throw new Problem({});
  });
}

/** Leaves for the sign-in page and comes back here afterwards. */
export function signInAgain() {
  const next = encodeURIComponent(location.pathname);
  if (location.pathname !== "/") location.assign(`/?next=${next}`);
}

export async function get(path) {
  try {
    return await call("GET", path);
  } catch (problem) {
    if (problem.status === 401) signInAgain();
    throw problem;
  }
}

/** Every page of a list: `name` is the plural in the answer. Stops after `PAGES_MAX` pages of 200. */
export async function getAll(path, name) {
  const found = [];
  let cursor = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({ limit: "200", ...(cursor && { cursor }) });
    const answer = await get(`${path}${path.includes("?") ? "&" : "?"}${query}`);
    found.push(...answer[name]);
    cursor = answer.next;
    if (!cursor) break;
  }
  return found;
}

/**
 * Sends one write and repeats it under the same key while the outcome is open.
 * `patienceMs` bounds the repeats; `onWait` hears each pause. Throws Problem.
 */
export async function write(
  method,
  path,
  body = {},
  { key, patienceMs = PATIENCE_MS, onWait, retries = RETRIED } = {},
) {
  const text = JSON.stringify(body);
  const fingerprint = `${method} ${path} ${text}`;
  const used = key ?? unsettled.get(fingerprint) ?? newKey();
  const until = Date.now() + patienceMs;
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await call(method, path, { text, key: used });
      unsettled.delete(fingerprint);
      return answer;
    } catch (problem) {
      if (problem.unknown) unsettled.set(fingerprint, used);
      else unsettled.delete(fingerprint);
      const waitMs = Math.max(
        problem.retryAfterSeconds * 1000,
        300 * 2 ** Math.min(attempt, 5) * (0.5 + Math.random()),
      );
      const again = problem.status === 0 || retries.has(problem.status);
      if (!again || Date.now() + waitMs > until) {
        if (problem.status === 401 && path !== "/sessions") signInAgain();
        throw problem;
      }
      onWait?.(problem, waitMs);
      await pause(waitMs);
    }
  }
}

export const post = (path, body, options) => write("POST", path, body, options);
export const put = (path, body, options) => write("PUT", path, body, options);
export const patch = (path, body, options) => write("PATCH", path, body, options);
export const remove = (path, options) => write("DELETE", path, {}, options);
