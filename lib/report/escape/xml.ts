import { printable } from '../../manifest/objects/printable';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text or an attribute of XML 1.0, several lines included. What XML cannot hold is written out. */
export function escapeXml(text: string): string {
  return text.split('\n').map(escapeLine).join('&#10;');
}

function escapeLine(text: string): string {
  return printable(text)
    .replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
