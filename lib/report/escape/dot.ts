import { printable } from '../../manifest/objects/printable';

/** A label of Graphviz, one line below the other. */
export function dotLabel(...lines: readonly string[]): string {
  return `"${lines.map((line) => printable(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"')).join('\\n')}"`;
}

/** A comment of Graphviz, to the end of its line. */
export function dotComment(text: string): string {
  return `// ${printable(text)}`;
}
