// Bundles the front end: core.js for every page, controls.js (with its style) for pages with ipywidgets' own controls.
// Headers hold a hash of every source and of the lock file: a test compares it, so that only whoever changes this folder
// needs node.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folders = ["", "controls/"];
const sources = folders.flatMap((folder) => readdirSync(`./${folder}`).filter((name) => /\.(ts|css|mjs|json)$/.test(name)).map((name) => folder + name)).sort();
const hash = createHash("sha256");
for (const name of sources) hash.update(name).update(readFileSync(name));
const header = (what) => `Built by 'make bundle' from src/workbook/serve/frontend${what}; sources ${hash.copy().digest("hex")}`;
const shared = { bundle: true, minify: true, format: "esm", target: "es2020", write: false, legalComments: "none" };

const core = await build({ ...shared, entryPoints: ["core.ts"] });
writeFileSync("../static/core.js", `// ${header("")}\n${core.outputFiles[0].text}`);

const own = (name) => fileURLToPath(new URL(name, import.meta.url));
const controls = await build({
  ...shared, entryPoints: ["controls/index.ts"], outdir: "out", define: { global: "window" },
  alias: { "sanitize-html": own("controls/sanitize.ts") }, // a tenth of its size, on the browser's own parser
  loader: { ".svg": "dataurl" },
});
for (const { path, text } of controls.outputFiles) {
  const [name, [before, after]] = path.endsWith(".css") ? ["controls.css", ["/* ", " */"]] : ["controls.js", ["// ", ""]];
  writeFileSync(`../static/${name}`, `${before}${header(" (ipywidgets and lumino, BSD-3-Clause; jquery, backbone, lodash, nouislider, MIT; d3, ISC; dompurify, Apache-2.0)")}${after}\n${text}`);
}
