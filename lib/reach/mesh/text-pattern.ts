import { goPattern } from '../../manifest/objects/go-pattern';
import { certainly, type Certainty } from '../sets/certainty';

/** What a policy may say of a text: its name, path, method or host. */
export type TextPattern =
  | { readonly kind: 'exact' | 'prefix' | 'suffix'; readonly text: string }
  /** Any text but the empty one. */
  | { readonly kind: 'present' }
  /** A path with `{*}` for one segment and `{**}` for any number of them. */
  | { readonly kind: 'template'; readonly text: string }
  /** A regular expression for the whole text. */
  | { readonly kind: 'regex'; readonly text: string };

/** Reads `*`, `prefix*`, `*suffix`, or an exact text. */
export function parseWildcard(text: string): TextPattern {
  if (text === '*') return { kind: 'present' };
  if (text.startsWith('*')) return { kind: 'suffix', text: text.slice(1) };
  if (text.endsWith('*')) return { kind: 'prefix', text: text.slice(0, -1) };
  return { kind: 'exact', text };
}

export function formatPattern(pattern: TextPattern): string {
  switch (pattern.kind) {
    case 'present':
      return '*';
    case 'prefix':
      return `${pattern.text}*`;
    case 'suffix':
      return `*${pattern.text}`;
    case 'regex':
      return `~${pattern.text}`;
    case 'exact':
    case 'template':
      return pattern.text;
  }
}

export function matchesPattern(pattern: TextPattern, text: string): Certainty {
  switch (pattern.kind) {
    case 'exact':
      return certainly(text === pattern.text);
    case 'prefix':
      return certainly(text.startsWith(pattern.text));
    case 'suffix':
      return certainly(text.endsWith(pattern.text));
    case 'present':
      return certainly(text !== '');
    case 'template':
      return certainly(matchesTemplate(pattern.text.split('/'), text.split('/')));
    case 'regex':
      return matchesExpression(pattern.text, text);
  }
}

/** Whether every text of the inner pattern is one of the outer; false also where that cannot be told. */
export function includesPattern(outer: TextPattern, inner: TextPattern): boolean {
  if (outer.kind === inner.kind && formatPattern(outer) === formatPattern(inner)) return true;
  switch (outer.kind) {
    case 'present':
      return inner.kind !== 'regex';
    case 'prefix':
      return (inner.kind === 'exact' || inner.kind === 'prefix') && inner.text.startsWith(outer.text);
    case 'suffix':
      return (inner.kind === 'exact' || inner.kind === 'suffix') && inner.text.endsWith(outer.text);
    case 'template':
      return inner.kind === 'exact' && matchesPattern(outer, inner.text) === 'yes';
    case 'exact':
    case 'regex':
      return false;
  }
}

/** Whether no text can fulfil both; false also where that cannot be told. */
export function excludesPattern(a: TextPattern, b: TextPattern): boolean {
  if (a.kind === 'exact') return matchesPattern(b, a.text) === 'no';
  if (b.kind === 'exact') return matchesPattern(a, b.text) === 'no';
  if (a.kind === 'prefix' && b.kind === 'prefix') return !a.text.startsWith(b.text) && !b.text.startsWith(a.text);
  if (a.kind === 'suffix' && b.kind === 'suffix') return !a.text.endsWith(b.text) && !b.text.endsWith(a.text);
  return false;
}

/** In linear time, as proxies do. What is no expression here, or is too long to be asked often, is left open. */
function matchesExpression(expression: string, text: string): Certainty {
  const pattern = text.length <= 500 && expression.length <= 1000 ? goPattern(expression) : undefined;
  if (pattern === undefined) return { when: `${JSON.stringify(text)} matches ${expression}` };
  return certainly(pattern.matches(text));
}

function matchesTemplate(template: readonly string[], path: readonly string[]): boolean {
  for (const [i, segment] of template.entries()) {
    // Nothing may follow it but literal segments, which stand at the end of the path.
    if (segment === '{**}') {
      const tail = template.slice(i + 1);
      return path.length - i >= tail.length && (tail.length === 0 || matchesTemplate(tail, path.slice(-tail.length)));
    }
    if (segment === '{*}' ? (path[i] ?? '') === '' : path[i] !== segment) return false;
  }
  return path.length === template.length;
}
