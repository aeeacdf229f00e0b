// In the place of `sanitize-html` in ipywidgets' manager: the same question (which tags and attributes may stay in a
// description), answered by DOMPurify with the browser's own parser.
import DOMPurify from "dompurify";

interface Allowed { allowedTags: string[]; allowedAttributes: Record<string, string[]> }

export default function sanitize(html: string, { allowedTags, allowedAttributes }: Allowed): string {
  const named = Object.values(allowedAttributes).flat().filter((name) => !name.includes("*"));
  return DOMPurify.sanitize(html, { ALLOWED_TAGS: allowedTags, ALLOWED_ATTR: named, ALLOW_ARIA_ATTR: true, ALLOW_DATA_ATTR: false });
}
