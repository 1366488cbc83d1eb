// Print the text that other parsers see: stdin is a JSON list of [format, document].
import { readFileSync } from "node:fs";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { parse, parseFragment } from "parse5";

const SKIPPED = new Set(["script", "style", "template", "iframe", "svg", "code"]);
const BORDERS = new Set(
  ("address article aside blockquote body caption dd details div dl dt figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre " +
    "section summary table tbody td textarea tfoot th thead title tr ul br").split(" "),
);
const BLOCKS = new Set(["paragraph", "heading", "tableCell", "html", "break"]);

function html(node) {
  if (node.nodeName === "#text") return node.value;
  if (SKIPPED.has(node.nodeName)) return "";
  const inside = (node.childNodes ?? []).map(html).join("");
  return BORDERS.has(node.nodeName) ? `\n${inside}\n` : inside;
}

function markdown(node) {
  if (node.type === "text") return node.value;
  if (node.type === "inlineCode") return " ";
  if (node.type === "footnoteReference") return `[${node.label}]`;
  if (node.type === "html") return html(parseFragment(node.value));
  const inside = (node.children ?? []).map(markdown).join("");
  return BLOCKS.has(node.type) ? `\n${inside}\n` : inside;
}

const extensions = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };
const documents = JSON.parse(readFileSync(0, "utf8"));
const texts = documents.map(([format, text]) =>
  format === "html"
    ? html(parse(text, { scriptingEnabled: false }))
    : markdown(fromMarkdown(text, extensions)),
);
process.stdout.write(JSON.stringify(texts));
