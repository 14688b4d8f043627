import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** A regular expression of a program, and where it stands. */
export interface WrittenExpression {
  readonly source: string;
  readonly flags: string;
  readonly places: readonly string[];
}

/** What the sources of a program match texts with. */
export interface WrittenExpressions {
  readonly expressions: readonly WrittenExpression[];
  /** Places where an expression is made of what is not a constant of the same file. */
  readonly unknown: readonly string[];
}

/**
 * Reads every regular expression of the TypeScript files below a folder: literals, and what `new RegExp` or a function
 * of another name is given for a pattern.
 *
 * @param makers functions whose first argument is a pattern, each with what it makes of it
 */
export function writtenExpressions(
  folder: string,
  makers: Readonly<Record<string, (pattern: string) => string>>,
): WrittenExpressions {
  const places = new Map<string, { source: string; flags: string; places: string[] }>();
  const unknown: string[] = [];
  for (const file of typeScriptFiles(folder)) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const constants = constantsOf(source);
    const visit = (node: ts.Node): void => {
      const found = expressionAt(node, constants, makers);
      const place = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (found === 'unknown') unknown.push(place);
      else if (found !== undefined) {
        const key = `/${found.source}/${found.flags}`;
        const known = places.get(key) ?? { ...found, places: [] };
        known.places.push(place);
        places.set(key, known);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { expressions: [...places.values()], unknown };
}

function typeScriptFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

type Constants = ReadonlyMap<string, ts.Expression>;

/** Every `const` of a file by its name; a name that stands for two is none. */
function constantsOf(source: ts.SourceFile): Constants {
  const constants = new Map<string, ts.Expression>();
  const twice = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      if (constants.has(node.name.text)) twice.add(node.name.text);
      constants.set(node.name.text, node.initializer);
    }
    if (ts.isParameter(node) && ts.isIdentifier(node.name)) twice.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const name of twice) constants.delete(name);
  return constants;
}

function expressionAt(
  node: ts.Node,
  constants: Constants,
  makers: Readonly<Record<string, (pattern: string) => string>>,
): { source: string; flags: string } | 'unknown' | undefined {
  if (ts.isRegularExpressionLiteral(node)) return literal(node);
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  if (!ts.isIdentifier(node.expression)) return undefined;
  const { text: name } = node.expression;
  const make =
    name === 'RegExp' ? (pattern: string) => pattern : Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (make === undefined) return undefined;
  const [pattern, flags] = node.arguments ?? [];
  const source = pattern === undefined ? undefined : textOf(pattern, constants);
  const given = name !== 'RegExp' || flags === undefined ? '' : textOf(flags, constants);
  return source === undefined || given === undefined ? 'unknown' : { source: make(source), flags: given };
}

function literal({ text }: ts.RegularExpressionLiteral): { source: string; flags: string } {
  const end = text.lastIndexOf('/');
  return { source: text.slice(1, end), flags: text.slice(end + 1) };
}

/** The text that a constant expression is; undefined where it is none. */
function textOf(node: ts.Expression, constants: Constants): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) {
    const value = constants.get(node.text);
    return value === undefined ? undefined : textOf(value, constants);
  }
  if (ts.isTemplateExpression(node)) {
    return joined([
      node.head.text,
      ...node.templateSpans.flatMap((span) => [textOf(span.expression, constants), span.literal.text]),
    ]);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return joined([textOf(node.left, constants), textOf(node.right, constants)]);
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source') return sourceOf(node.expression, constants);
  if (ts.isCallExpression(node)) return joinedList(node, constants);
  return undefined;
}

function sourceOf(node: ts.Expression, constants: Constants): string | undefined {
  if (ts.isRegularExpressionLiteral(node)) return literal(node).source;
  const value = ts.isIdentifier(node) ? constants.get(node.text) : undefined;
  return value === undefined ? undefined : sourceOf(value, constants);
}

/** `['a', 'b'].join('|')`. */
function joinedList(
  { expression, arguments: [separator] }: ts.CallExpression,
  constants: Constants,
): string | undefined {
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'join') return undefined;
  if (separator === undefined || !ts.isArrayLiteralExpression(expression.expression)) return undefined;
  const between = textOf(separator, constants);
  const parts = expression.expression.elements.map((element) => textOf(element, constants));
  return between === undefined || parts.includes(undefined) ? undefined : parts.join(between);
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join('');
}
