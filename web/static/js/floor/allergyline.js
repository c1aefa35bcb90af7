// A guest's allergy, boxed, wherever the floor shows an order.
import { html } from "../html.js";
import { Icon } from "../parts/icon.js";
import { allergyWords } from "./allergens.js";

export const AllergyLine = ({ allergy }) => html`
  <p class="allergy-line">
    <${Icon} name="triangle-alert" />
    <span class="words">
      <b>Allergy</b>
      ${" "}${allergyWords(allergy)}
    </span>
  </p>
`;
