// Sign in: choose your name, type your PIN. Errors stand where you look, a delay counts down.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { config, restaurant } from "../config.js";
import { kept, keep } from "../kept.js";
import { Icon } from "../parts/icon.js";
import { PinPad } from "./pinpad.js";

const HOMES = {
  kitchen: "/kitchen/pass",
  waiter: "/floor",
  cashier: "/floor",
  manager: "/office",
  owner: "/office",
};

function homeOf({ staff, pages }) {
  const paths = (pages ?? []).map((page) => (typeof page === "string" ? page : page.path));
  const home = HOMES[staff.role] ?? "/floor";
  return paths.length && !paths.includes(home) ? paths[0] : home;
}

function enter(answer) {
  keep("last-person", answer.staff.id);
  const next = config.next;
  location.assign(
    next && next.startsWith("/") && !next.startsWith("//") && next !== "/" ? next : homeOf(answer),
  );
}

const initials = (name) => [...name.trim()].slice(0, 1).join("").toUpperCase();

function People({ people, onChoose }) {
  const last = kept("last-person");
  return html`
    <ul class="people">
      ${people.map(
        (person) => html`
          <li key=${person.id}>
            <button
              type="button"
              class="person"
              onClick=${() => onChoose(person)}
              autofocus=${person.id === last}
            >
              <span class="person-mark" aria-hidden="true">${initials(person.name)}</span>
              <span class="person-name words">${person.name}</span>
              <span class="quiet">${person.role}</span>
            </button>
          </li>
        `,
      )}
    </ul>
  `;
}

function Restaurants({ restaurants }) {
  const next = config.next ? `&next=${encodeURIComponent(config.next)}` : "";
  return html`
    <ul class="people">
      ${restaurants.map(
        ({ number, name }) => html`
          <li key=${number}>
            <a class="person" href="/?restaurant=${number}${next}">
              <span class="person-mark" aria-hidden="true">${initials(name)}</span>
              <span class="person-name words">${name}</span>
            </a>
          </li>
        `,
      )}
    </ul>
  `;
}

function SignIn() {
  const [person, setPerson] = useState(null);
  const people = config.people ?? [];
  useEffect(() => {
    const back = (event) => event.key === "Escape" && setPerson(null);
    addEventListener("keydown", back);
    return () => removeEventListener("keydown", back);
  }, []);
  return html`
    <main class="signin">
      <header>
        <h1>${config.restaurants ? "KitchenHub" : restaurant.name}</h1>
        <p class="quiet">
          ${config.restaurants ? "Which restaurant?" : person ? "Type your PIN." : "Who are you?"}
        </p>
      </header>
      ${
        config.insecure &&
        html`
          <p class="notice warn">
            <${Icon} name="triangle-alert" />
            <span>
              This page comes over plain http: others on this network can read along. Use https outside the
              demo.
            </span>
          </p>
        `
      }
      ${
        config.restaurants
          ? html`
              <${Restaurants} restaurants=${config.restaurants} />
            `
          : person
          ? html`
              <${PinPad} key=${person.id} person=${person} onBack=${() => setPerson(null)} onDone=${enter} />
            `
          : people.length
            ? html`
                <${People} people=${people} onChoose=${setPerson} />
              `
            : html`
                <p class="notice">
                  Nobody can sign in yet. Add staff with PINs to the restaurant file and import it.
                </p>
              `
      }
    </main>
  `;
}

const root = document.getElementById("root");
root.replaceChildren();
render(
  html`
    <${SignIn} />
  `,
  root,
);
