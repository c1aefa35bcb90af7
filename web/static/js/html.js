// The one template tag: htm bound to preact's h. Text always reaches the page as text, never as markup.
import { h } from "preact";
import htm from "htm";

export const html = htm.bind(h);
