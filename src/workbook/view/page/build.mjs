// Bundles the page widget into one ES module. The header holds a hash of every source and of the lock file:
// a test compares it, so that only whoever changes this folder needs node.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const sources = readdirSync(".").filter((name) => /\.(js|mjs|json)$/.test(name)).sort();
const hash = createHash("sha256");
for (const name of sources) hash.update(name).update(readFileSync(name));
const result = await build({
  entryPoints: ["index.js"], bundle: true, minify: true, format: "esm", target: "es2020", write: false, legalComments: "none",
});
const header = `// Built by 'make bundle' from src/workbook/view/page (preact and htm, MIT and Apache-2.0); sources ${hash.digest("hex")}\n`;
writeFileSync("../static/page.js", header + result.outputFiles[0].text);
