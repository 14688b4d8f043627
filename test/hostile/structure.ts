import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { marked } from 'marked';

/**
 * What a reader of a format sees of a report besides its texts: rows, cells, elements, nodes. A name that leaves its
 * place changes it. Each throws where the report is not well-formed.
 */
export const structures: Readonly<Record<string, (text: string) => unknown>> = {
  csv: (text) => parseCsv(text).map((row) => row.length),
  dot: (text) => outlines(text, dotLine),
  github: (text) => outlines(text, workflowCommand),
  html: outlineOfXml,
  json: (text) => outlineOfJson(JSON.parse(text)),
  junit: outlineOfXml,
  markdown: outlineOfMarkdown,
  mermaid: (text) => outlines(text, mermaidLine),
  sarif: outlineOfSarif,
  svg: outlineOfXml,
  text: (text) => text.split('\n').length,
};

/** The rows of comma-separated values as a spreadsheet takes them; a cell that it would compute is an error. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/g)) {
    const cell = quoted === undefined ? plain : quoted.replaceAll('""', '"');
    if (/^[\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r]/.test(cell)) throw new Error(`a formula: ${cell}`);
    rows.at(-1)?.push(cell);
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  return rows;
}

const label = /"(?:[^"\\\r\n]|\\.)*"/.source;
const dotLine = [
  /^digraph reachability \{$|^ {2}rankdir=LR;$|^ {2}node \[shape=box\];$|^ *\}$|^$/,
  new RegExp(`^ +n\\d+ \\[label=${label}\\];$`),
  new RegExp(`^ +n\\d+ -> n\\d+ \\[label=${label}( color=\\w+)?\\];$`),
  /^ {2}subgraph cluster_\d+ \{$/,
  new RegExp(`^ +label=${label};$`),
  /^ {2}\/\/ [^\r\n]*$/,
];

const entity = /"(?:[^"<>&#`%{}\\\r\n]|#(?:quot|lt|gt|amp|\d+);|<br>)*"/.source;
const mermaidLine = [
  /^flowchart LR$|^ {2}end$|^$/,
  new RegExp(`^ {2}subgraph g\\d+\\[${entity}\\]$`),
  new RegExp(`^ +n\\d+\\[${entity}\\]$`),
  new RegExp(`^ {2}n\\d+ (-- ${entity} -->|-\\. ${entity} \\.->) n\\d+$`),
  /^ {2}linkStyle \d+ stroke:\w+$/,
  /^ {2}%% [^%{}\r\n]*$/,
];

const workflowCommand = [/^$/, /^::(error|warning|notice) title=[^:,\r\n]*(,(file|line|col)=[^:,\r\n]*)*::[^\r\n]*$/];

/** How many lines of each kind there are: their order may be that of the names. */
function outlines(text: string, kinds: readonly RegExp[]): readonly number[] {
  return text
    .split('\n')
    .map((line) => outline(line, kinds))
    .sort((a, b) => a - b);
}

/** Which kind of line it is; none is an error. */
function outline(line: string, kinds: readonly RegExp[]): number {
  const kind = kinds.findIndex((each) => each.test(line));
  if (kind === -1) throw new Error(`no line of this format: ${JSON.stringify(line.slice(0, 300))}`);
  return kind;
}

function outlineOfJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => JSON.stringify(outlineOfJson(part))).sort();
  if (typeof value !== 'object' || value === null) return typeof value;
  // The keys of labels are names.
  return Object.entries(value).map(([key, part]: [string, unknown]) => {
    return [key, /Labels$/.test(key) ? Object.keys(part as object).length : outlineOfJson(part)];
  });
}

function outlineOfSarif(text: string): unknown {
  const log = JSON.parse(text) as { runs: { results: { message: { text: string } }[] }[] };
  for (const { message } of log.runs.flatMap(({ results }) => results)) {
    // Escaped brackets and backslashes taken out, no link is left.
    const plain = message.text.includes('\\') ? message.text.replaceAll(/\\[\\[\]]/g, '') : message.text;
    if (plain.includes('](')) throw new Error(`a link: ${plain}`);
  }
  return outlineOfJson(log);
}

function outlineOfXml(text: string): unknown {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
  const names: string[] = [];
  for (const element of document.getElementsByTagName('*')) {
    names.push(`${element.tagName} ${[...element.attributes].map(({ name }) => name).join(' ')}`);
  }
  return names.sort();
}

/** Elements that a code host would show: table cells and line breaks; a link, an image or a heading of a name's making is an error. */
function outlineOfMarkdown(text: string): unknown {
  const html = marked.parse(text, { gfm: true, mangle: false, headerIds: false } as object);
  const tags = [...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag = '']) => tag);
  const allowed = ['h3', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'br', 'code', 'strong', 'p'];
  const strange = tags.filter((tag) => !allowed.includes(tag));
  if (strange.length > 0) throw new Error(`elements of a name's making: ${strange.join(' ')}\n${html}`);
  const prose = html.replaceAll(/<code>.*?<\/code>/gs, '').replaceAll(/&(?:lt|gt|quot|amp|#39);/g, ' ');
  const alive = /@[a-z]|(?:^|[^&\w])#\d|GH-\d|:\/\/|www\./i.exec(prose);
  if (alive !== null) throw new Error(`a mention or a link: ${prose.slice(alive.index, alive.index + 40)}`);
  // How many lines a text has may differ; what stands around it may not.
  return tags.filter((tag) => tag !== 'br');
}
