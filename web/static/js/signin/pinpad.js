// The PIN: dots, big keys, keyboard. A wrong PIN empties the dots and says so; too many tries make everyone
// wait.
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { post } from "../api.js";
import { config } from "../config.js";
import { Button } from "../parts/button.js";
import { NumberPad } from "../parts/numberpad.js";
import { sentence } from "../problem.js";

const SHORTEST = 4;
const LONGEST = 12;

function useCountdown() {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [until]);
  return [left, (seconds) => setUntil(Date.now() + seconds * 1000)];
}

const wordsOf = (problem) =>
  problem.status === 401 ? "That PIN is not right. Try again." : sentence(problem);

export function PinPad({ person, onBack, onDone }) {
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [waitSeconds, wait] = useCountdown();

  const submit = async () => {
    if (busy || waitSeconds || pin.length < SHORTEST) return;
    setBusy(true);
    try {
      // A delayed PIN is not repeated by itself: the wait is shown and the person tries again.
      onDone(
        await post(
          "/sessions",
          { staff: person.id, pin, restaurant: config.number ?? null },
          { retries: new Set([502, 503, 504]), patienceMs: 4000 },
        ),
      );
    } catch (problem) {
      if (problem.status === 429) wait(problem.retryAfterSeconds || 5);
      setWrong(problem.status === 429 ? "Too many tries." : wordsOf(problem));
      setPin("");
      setBusy(false);
    }
  };
  const key = (name) => {
    if (busy || waitSeconds) return;
    if (name === "enter") {
      submit();
      return;
    }
    setWrong("");
    setPin((held) =>
      name === "back" ? held.slice(0, -1) : name === "clear" ? "" : (held + name).slice(0, LONGEST),
    );
  };
  const said = waitSeconds
    ? `Too many tries. Wait ${waitSeconds} s, then try again.`
    : busy
      ? "Checking…"
      : wrong;
  return html`
    <section class="pin" aria-label=${`PIN of ${person.name}`}>
      <div class="pin-who">
        <${Button} kind="plain" icon="arrow-left" onPress=${onBack}>Not ${person.name}?<//>
      </div>
      <h2 class="words">${person.name}</h2>
      <p class="pin-dots" role="img" aria-label=${`${pin.length} digits typed`}>
        ${Array.from(
          { length: Math.max(SHORTEST, pin.length) },
          (_, i) => html`
            <i class=${i < pin.length ? "full" : ""}></i>
          `,
        )}
      </p>
      <p class="pin-said" role="alert" data-wrong=${!!(wrong || waitSeconds)}>${said}</p>
      <${NumberPad}
        onKey=${key}
        enter
        enterLabel=${busy ? "Checking…" : "Sign in"}
        disabled=${busy || waitSeconds > 0}
      />
    </section>
  `;
}
