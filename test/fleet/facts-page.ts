import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFactList, linesOf } from '../../lib/fleet/facts/cluster-fact-list';
import { tiers } from '../../lib/fleet/facts/environment';
import { kubernetesVersions } from '../../lib/fleet/kubernetes-version';

interface DocumentedField {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  readonly what: string;
  readonly defaultValue: string | undefined;
}

const root = join(__dirname, '../..');
const files = ['lib/fleet', 'lib/fleet/facts'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: `${folder}/${file}`, source: readFileSync(join(root, folder, file), 'utf8') })),
);
const interfaces = new Map(files.flatMap(({ source }) => interfacesOf(source)));
const aliases = new Map(files.flatMap(({ source }) => aliasesOf(source)));
/** Lists of values that a type is made of. */
const listed: Readonly<Record<string, readonly string[]>> = { kubernetesVersions, tiers };

/** The page of all facts of a cluster, made from their list and from what stands above their props. */
export function factsPage(): string {
  const rows = clusterFactList.flatMap((fact) => {
    const lines = Object.keys(linesOf(fact)).map(withoutMark);
    return Object.keys(fact.props).map((prop) => {
      const { field, file } = propOf(withoutMark(prop));
      return { field, file, line: lines.includes(field.name) ? field.name : lines.join(', ') };
    });
  });
  const named = namedIn(rows.map(({ field }) => field.type));
  return `# Facts of a cluster

What a program writes in \`new Cluster(name, { … })\`, and what stands in a file for \`--cluster-facts\`. What is left out
has its default. The page is made by \`npm run docs\`.

| Fact | In a file | What it is | Type | Default | Source |
|---|---|---|---|---|---|
${rows.map(({ field, file, line }) => row(code(field.name), code(line), field.what, words(field.type), defaultOf(field), `[${nameOf(file)}](../${file})`)).join('')}
${[...named].map((name) => section(name, rows)).join('\n')}`;
}

function section(name: string, rows: readonly { readonly field: DocumentedField }[]): string {
  // A map of which users write only what differs: the row of the fact says the defaults.
  const partial = rows.find(({ field }) => field.type.startsWith(`Partial<Omit<${name},`))?.field;
  const fields = fieldsOf(name)
    .filter((field) => partial?.type.includes(`'${field.name}'`) !== true)
    .map((field) =>
      partial === undefined || field.optional ? field : { ...field, defaultValue: `see ${code(partial.name)}` },
    );
  return `## ${name}

| Field | What it is | Type | Default |
|---|---|---|---|
${fields.map((field) => row(code(field.name), field.what, words(field.type), defaultOf(field))).join('')}`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

function defaultOf({ optional, defaultValue }: DocumentedField): string {
  return defaultValue ?? (optional ? 'left out' : 'required');
}

function propOf(name: string): { readonly field: DocumentedField; readonly file: string } {
  for (const { file, source } of files.filter((each) => each.file.startsWith('lib/fleet/facts/'))) {
    // What users write comes before what it is resolved to.
    const field = interfacesOf(source)
      .filter(([of]) => /(Props|Fact)$/.test(of))
      .flatMap(([, { fields }]) => fields)
      .find((each) => each.name === name);
    if (field !== undefined) return { field, file };
  }
  throw new Error(`no doc comment stands above the prop ${name} of a fact`);
}

function interfacesOf(source: string) {
  return [...source.matchAll(/export interface (\w+)(?: extends (\w+))? \{\n([^]*?)\n\}/g)].map(
    ([, name = '', parent, body = '']) => [name, { parent, fields: readFields(body) }] as const,
  );
}

function aliasesOf(source: string) {
  return [...source.matchAll(/export type (\w+) =\s([^]*?);\n/g)].map(
    ([, name = '', type = '']) => [name, oneLine(type)] as const,
  );
}

function readFields(body: string): readonly DocumentedField[] {
  return [...body.matchAll(/\/\*\*([^]*?)\*\/\n\s*readonly (\w+)(\??):([^]*?);(?=\n|$)/g)].map(
    ([, comment = '', name = '', mark, type = '']) => {
      const text = oneLine(comment.replaceAll(/^\s*\* ?/gm, ' '));
      const [what = '', defaultValue] = text.split(/\s*@default\s*/);
      return { name, optional: mark === '?', type: oneLine(type), what, defaultValue };
    },
  );
}

function fieldsOf(name: string): readonly DocumentedField[] {
  const found = interfaces.get(name);
  if (found === undefined) return [];
  return [...(found.parent === undefined ? [] : fieldsOf(found.parent)), ...found.fields];
}

/** Every map with a name that some types are made of, in the order in which they are met. */
function namedIn(types: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const type of types) {
    // `IstioFacts['mode']` is the type of one field.
    for (const [name] of type.replaceAll(/\b\w+\['\w+'\]/g, '').matchAll(/\b[A-Z]\w+/g)) {
      const options = name.replace(/Facts$/, 'Options');
      const alias = aliases.get(name);
      if (alias !== undefined) namedIn([alias], found);
      else if (type.includes(`Described<${name}>`)) addNamed(options, found);
      else addNamed(name, found);
    }
  }
  return found;
}

function addNamed(name: string, found: Set<string>): void {
  if (!interfaces.has(name) || found.has(name)) return;
  found.add(name);
  namedIn(
    fieldsOf(name).map(({ type }) => type),
    found,
  );
}

/** A type as one would say it. */
function words(type: string): string {
  const simple: Readonly<Record<string, string>> = {
    string: 'a string',
    number: 'a number',
    boolean: 'true or false',
    Duration: 'a `Duration`',
    JsonObject: 'a map of what YAML can say',
    'Readonly<Record<string, string>>': 'a map of strings',
  };
  const known = simple[type] ?? (interfaces.has(type) ? mapOf(fieldsOf(type)) : undefined);
  if (known !== undefined) return known;
  const [, array] = /^\(typeof (\w+)\)\[number\]$/.exec(type) ?? [];
  if (array !== undefined) return `one of ${(listed[array] ?? []).map(code).join(', ')}`;
  const [, owner = '', key] = /^(\w+)\['(\w+)'\]$/.exec(type) ?? [];
  if (key !== undefined) return words(fieldsOf(owner).find(({ name }) => name === key)?.type ?? '');
  const [, item] = /^readonly (.*)\[\]$/.exec(type) ?? [];
  if (item !== undefined) return item === 'string' ? 'a list of strings' : `a list, each ${words(item)}`;
  const [, value] = /^Readonly<Record<string, (.*)>>$/.exec(type) ?? [];
  if (value !== undefined) return `a map, each value ${words(value)}`;
  const [, part = '', left] = /^(?:Partial<)?Omit<(\w+), '(\w+)'>>?$/.exec(type) ?? [];
  if (left !== undefined) return mapOf(fieldsOf(part).filter(({ name }) => name !== left));
  const [, mesh] = /^Described<(\w+)Facts>$/.exec(type) ?? [];
  if (mesh !== undefined) return code(`${mesh.toLowerCase()}(…)`);
  const alias = aliases.get(type);
  if (alias !== undefined) return words(alias);
  if (type.includes(' & ') || type.startsWith('{')) return mapOf(type.split(' & ').flatMap(fieldsWritten));
  if (type.includes(' | ')) return alternatives(type.split(' | '));
  if (/^'.*'$/.test(type)) return code(type.slice(1, -1));
  throw new Error(`no words for the type ${type}`);
}

function alternatives(types: readonly string[]): string {
  const each = types.map(words);
  return each.every((word) => word.startsWith('`')) ? `one of ${each.join(', ')}` : each.join('; or ');
}

function fieldsWritten(type: string): readonly Pick<DocumentedField, 'name'>[] {
  if (!type.startsWith('{')) return fieldsOf(type);
  return [...type.matchAll(/readonly (\w+)\??:/g)].map(([, name = '']) => ({ name }));
}

function mapOf(fields: readonly Pick<DocumentedField, 'name'>[]): string {
  return `a map of ${fields.map(({ name }) => code(name)).join(', ')}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().replace(/^\| /, '');
}

function withoutMark(name: string): string {
  return name.replace('?', '');
}

function nameOf(file: string): string {
  return file.replace(/^.*\/|\.ts$/g, '');
}

function code(text: string): string {
  return `\`${text}\``;
}
