// Where on a page we are: the fragment, split at slashes. Back and reload work, nothing is sent to the
// server.
import { signal } from "@preact/signals";

const read = () => location.hash.slice(1).split("/").filter(Boolean).map(decodeURIComponent);

export const route = signal(read());
addEventListener("hashchange", () => {
  route.value = read();
});

export const go = (...parts) => {
  location.hash = `/${parts.map(encodeURIComponent).join("/")}`;
};
