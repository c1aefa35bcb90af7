// The one connection to the live channel: hears snapshot, events and beats, says what is on this screen,
// comes back by itself, and keeps the honest age of what is shown.
import { signal } from "@preact/signals";
import { get, signInAgain } from "./api.js";
import { setClock } from "./clock.js";
import { applyEvents, applySnapshot, replica } from "./replica.js";

const SILENCE_MS = 14_000; // two beats and a bit: the line is dead even if nobody closed it
const SIGNED_OUT = 4001;
const BACKOFF_MS_MIN = 400;
const BACKOFF_MS_MAX = 10_000;
const SEEN_EVERY_MS = 1000;

/**
 * `open`: a socket stands. `heardAt`: when the last frame came (this device's clock). `cutSince`: null while
 * open.
 */
export const link = signal({ open: false, heardAt: null, cutSince: null });

let socket = null;
let topics = [];
let tellsSeen = false;
let attempts = 0;
let retryTimer = 0;
let silenceTimer = 0;
let painted = 0;
let told = 0;

export function watch(wanted, { seen = false } = {}) {
  topics = wanted;
  tellsSeen = seen;
  open();
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && hurry());
  addEventListener("pagehide", () => socket?.close());
  addEventListener("pageshow", (event) => event.persisted && hurry());
  if (seen) setInterval(tellSeen, SEEN_EVERY_MS);
}

function address() {
  const query = new URLSearchParams({ topics: topics.join(","), batch: "1" });
  if (replica.log) {
    query.set("after", replica.seq);
    query.set("log", replica.log);
  }
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/live?${query}`;
}

function open() {
  clearTimeout(retryTimer);
  const mine = new WebSocket(address(), ["kitchenhub.v1"]);
  socket = mine;
  let heard = false;
  listenForSilence();
  mine.onmessage = ({ data }) => {
    if (socket !== mine) return;
    heard = true;
    attempts = 0;
    hear(JSON.parse(data));
  };
  mine.onopen = () => socket === mine && (link.value = { ...link.value, open: true, cutSince: null });
  mine.onclose = ({ code }) => (code === SIGNED_OUT ? signInAgain() : socket === mine && lost(heard));
}

function hear(frame) {
  link.value = { open: true, heardAt: Date.now(), cutSince: null };
  listenForSilence();
  if (frame.at) setClock(frame.at);
  if (frame.kind === "snapshot") {
    applySnapshot(frame);
    painted = told = 0; // another log may count from lower numbers
  } else if (frame.kind === "event") take([frame]);
  else if (frame.kind === "events") take(frame.events);
  else if (frame.kind === "beat") {
    replica.seq = Math.max(replica.seq, frame.seq);
    replica.ready.value = true;
  }
  if (tellsSeen && frame.kind !== "error") notePainted(replica.seq);
}

// An imported file may have moved stations and sections, which have no events of their own.
function take(events) {
  applyEvents(events);
  if (!events.some(({ type }) => type === "menu.changed")) return;
  replica.log = null;
  const old = socket;
  open();
  old?.close();
}

function listenForSilence() {
  clearTimeout(silenceTimer);
  silenceTimer = setTimeout(() => {
    const dead = socket;
    lost(true);
    dead?.close();
  }, SILENCE_MS);
}

function lost(heard) {
  socket = null;
  clearTimeout(silenceTimer);
  const { heardAt, cutSince } = link.value;
  link.value = { open: false, heardAt, cutSince: cutSince ?? heardAt ?? Date.now() };
  // Refused before the first frame: perhaps the session ended. The HTTP side can say so, a socket cannot.
  if (!heard) get("/session").catch((problem) => problem.status === 401 && signInAgain());
  const ceiling = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** attempts++);
  retryTimer = setTimeout(open, ceiling * (0.3 + 0.7 * Math.random()));
}

function hurry() {
  if (socket) return;
  attempts = 0;
  clearTimeout(retryTimer);
  retryTimer = setTimeout(open, Math.random() * 200);
}

// Two frames later the browser has drawn it; a hidden page draws nothing and so says nothing.
function notePainted(seq) {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      painted = Math.max(painted, seq);
    }),
  );
}

function tellSeen() {
  if (painted <= told || document.visibilityState !== "visible" || socket?.readyState !== WebSocket.OPEN)
    return;
  socket.send(JSON.stringify({ kind: "seen", seq: painted }));
  told = painted;
}
