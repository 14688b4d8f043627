import { EVENT_ID, getScalarValue, parseEvents, type Event } from 'js-yaml';
import type { Finding } from '../checks/finding';
import { appendTo } from '../manifest/objects/append-to';
import { mendAll } from './mend/mend-yaml';
import { defaultReadLimits } from './read-limits';
import { splitDocuments } from './split-documents';

/**
 * Findings with the line of their field in place of the line of its document, where they are of files. A field that is not
 * there has the line of what it is missing in.
 *
 * @param textOf the content of a file; undefined where it cannot be read any more
 */
export function locateFields(
  findings: readonly Finding[],
  textOf: (file: string) => string | undefined,
): readonly Finding[] {
  const byFile = new Map<string, Map<number, Finding[]>>();
  for (const finding of findings) {
    const place = documentOf(finding);
    if (place === undefined) continue;
    const byLine = byFile.get(place.file) ?? new Map<number, Finding[]>();
    byFile.set(place.file, byLine);
    appendTo(byLine, place.line, finding);
  }
  const located = new Map<Finding, Finding>();
  for (const [file, byLine] of byFile) {
    for (const root of rootsIn(textOf(file) ?? '')) {
      for (const finding of byLine.get(root.line) ?? []) {
        const line = lineOf(objectIn(root, finding), finding.path);
        located.set(finding, { ...finding, origin: `${file}:${line}` });
      }
    }
  }
  return findings.map((finding) => located.get(finding) ?? finding);
}

/** The document that a finding is about, and in which its field can be looked for. */
function documentOf({ origin, path }: Finding): { readonly file: string; readonly line: number } | undefined {
  const place = placeOf(origin ?? '');
  // What has a column, too, was found while the file was read.
  return place === undefined || path === '' || placeOf(place.file) !== undefined ? undefined : place;
}

function placeOf(origin: string): { readonly file: string; readonly line: number } | undefined {
  const colon = origin.lastIndexOf(':');
  const line = origin.slice(colon + 1);
  return colon < 1 || !/^\d+$/.test(line) ? undefined : { file: origin.slice(0, colon), line: Number(line) };
}

/** A part of a document: the line of its key, or of its item, and what is in it. */
interface Part {
  readonly line: number;
  readonly text?: string;
  readonly fields?: Map<string, Part>;
  readonly items?: Part[];
}

function rootsIn(text: string): readonly Part[] {
  return splitDocuments(text).flatMap((document) => {
    const mended = mendAll(document.text).text;
    try {
      const events = parseEvents(mended, { maxDepth: defaultReadLimits.depth });
      const root = partsOf(events, mended, document.line);
      return root === undefined ? [] : [root];
    } catch {
      return [];
    }
  });
}

/** Puts the events of a document together again; of the values, only the texts are kept. */
function partsOf(events: readonly Event[], source: string, first: number): Part | undefined {
  const open: { readonly part: Part; key?: { readonly name: string; readonly line: number } }[] = [];
  let root: Part | undefined;
  let at = { offset: 0, line: first };
  const lineAt = (offset: number): number => {
    if (offset < at.offset) return at.line;
    let { line } = at;
    for (let i = source.indexOf('\n', at.offset); i !== -1 && i < offset; i = source.indexOf('\n', i + 1)) line += 1;
    at = { offset, line };
    return line;
  };
  const add = (part: Part): void => {
    const around = open.at(-1);
    if (around === undefined) root ??= part;
    else if (around.part.items !== undefined) around.part.items.push(part);
    else if (around.key !== undefined) {
      around.part.fields?.set(around.key.name, { ...part, line: around.key.line });
      delete around.key;
    }
  };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const isMap = event.type === EVENT_ID.MAPPING;
        const part: Part = {
          line: lineAt(event.start),
          ...(isMap ? { fields: new Map<string, Part>() } : { items: [] }),
        };
        add(part);
        open.push({ part });
        break;
      }
      case EVENT_ID.SCALAR: {
        const around = open.at(-1);
        const text = getScalarValue(source, event);
        const line = event.valueStart >= 0 ? lineAt(event.valueStart) : at.line;
        if (around?.part.fields !== undefined && around.key === undefined) around.key = { name: text, line };
        else add({ line, text });
        break;
      }
      case EVENT_ID.ALIAS:
        add({ line: at.line });
        break;
      case EVENT_ID.POP:
        open.pop();
        break;
      case EVENT_ID.DOCUMENT:
        break;
    }
  }
  return root;
}

/** The object of a finding, where a List holds several. */
function objectIn(root: Part, { object }: Finding): Part {
  const named = itemsByName(root).get(object.name) ?? [];
  const found = named.find(({ fields }) => {
    const namespace = fields?.get('metadata')?.fields?.get('namespace')?.text;
    return (
      (fields?.get('kind')?.text ?? object.kind) === object.kind &&
      (namespace === undefined || namespace === object.namespace)
    );
  });
  return found ?? root;
}

const namesOfItems = new WeakMap<Part, ReadonlyMap<string, readonly Part[]>>();

/** Looked up once, for a List may have as many findings as objects. */
function itemsByName(root: Part): ReadonlyMap<string, readonly Part[]> {
  const known = namesOfItems.get(root);
  if (known !== undefined) return known;
  const byName = new Map<string, Part[]>();
  for (const item of root.fields?.get('items')?.items ?? []) {
    const name = item.fields?.get('metadata')?.fields?.get('name')?.text;
    if (name !== undefined) appendTo(byName, name, item);
  }
  namesOfItems.set(root, byName);
  return byName;
}

/** The line of the deepest part that a path leads to: `spec.ports[0].name`, `metadata.labels[app.kubernetes.io/name]`. */
function lineOf(part: Part, path: string): number {
  const inner = step(part, path);
  return inner === undefined ? part.line : lineOf(inner.part, inner.rest);
}

/** A key may have dots and brackets of its own: it ends at the first place where what stands before it is one. */
function step({ fields, items }: Part, path: string): { readonly part: Part; readonly rest: string } | undefined {
  const isBracket = path.startsWith('[');
  for (const end of endsOf(path, isBracket ? ']' : '.[')) {
    const name = path.slice(isBracket ? 1 : 0, end);
    const part = (isBracket ? items?.[Number(name)] : undefined) ?? fields?.get(name);
    if (part === undefined) continue;
    const behind = isBracket ? end + 1 : end;
    return { part, rest: path.slice(path[behind] === '.' ? behind + 1 : behind) };
  }
  return undefined;
}

/** Where one of some characters stands in a path, and the end of a path that need not be closed. */
function endsOf(path: string, characters: string): readonly number[] {
  const ends = path.split('').map((character, index) => (characters.includes(character) ? index : -1));
  return [...ends.filter((end) => end > 0), ...(characters === ']' || path === '' ? [] : [path.length])];
}
