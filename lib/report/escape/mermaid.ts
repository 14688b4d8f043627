import { printable } from '../../manifest/objects/printable';

/** A label of Mermaid, one line below the other. It knows entities alone as an escape, and reads HTML, Markdown and directives. */
export function mermaidLabel(...lines: readonly string[]): string {
  return `"${lines.map((line) => printable(line).replaceAll(special, (character) => `#${entityOf(character)};`)).join('<br>')}"`;
}

/** A comment of Mermaid, to the end of its line. Braces would make it a directive. */
export function mermaidComment(text: string): string {
  return `%% ${printable(text).replaceAll(/[%{}]/g, ' ')}`;
}

const special = /["<>&#`%{}\\]/g;
const names: Readonly<Record<string, string>> = { '"': 'quot', '<': 'lt', '>': 'gt', '&': 'amp' };

function entityOf(character: string): string {
  return names[character] ?? `${character.charCodeAt(0)}`;
}
