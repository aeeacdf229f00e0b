// The client's name and logo in the header. Text and an image address, never HTML.
import { html } from "htm/preact";

export function Brand({ brand }) {
  if (!brand?.name && !brand?.logo) return null;
  return html`<span class="wb-brand">${brand.logo && html`<img src=${brand.logo} alt=${brand.name ? "" : "Logo"} />`}${brand.name}</span>`;
}
