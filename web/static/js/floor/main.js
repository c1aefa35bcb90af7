// The waiter's tablet: room → order → bill. The place is in the address, drafts are on the device,
// the rest is the hub's.
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { html } from "../html.js";
import { watch } from "../live.js";
import { replica } from "../replica.js";
import { Toasts } from "../parts/toast.js";
import { route } from "../route.js";
import { BillScreen } from "./bill.js";
import { loadHouse } from "./house.js";
import { OrderScreen } from "./order.js";
import { Room } from "./room.js";
import { resumeSending } from "./send.js";

function Floor() {
  const [place, id, section] = route.value;
  useEffect(() => {
    replica.ready.value && loadHouse().catch(() => {});
  }, [replica.ready.value, replica.turnOfSnapshot.value]);
  if (place === "order" && id)
    return html`
      <${OrderScreen} key=${id} draftKey=${id} />
    `;
  if (place === "bill" && id)
    return html`
      <${BillScreen} key=${id} orderId=${id} />
    `;
  return html`
    <${Room}
      chosen=${place === "table" || place === "open" ? { kind: place, id } : null}
      section=${section}
    />
  `;
}

watch(["floor", "menu", "office"]);
loadHouse().catch(() => {});
resumeSending();

const root = document.getElementById("root");
root.replaceChildren();
render(
  html`
    <${Floor} />
    <${Toasts} />
  `,
  root,
);
