/** Not printable by the YAML specification, or invisible and therefore able to mislead a reader of the file. */
const needsEscape =
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff0-\uffff]/;
const needsEscapeAll = new RegExp(`${needsEscape.source}|["\\\\]`, 'g');

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** True when a string has characters that must not stand in YAML as themselves. Line feed is one of them. */
export function hasUnprintable(text: string): boolean {
  return needsEscape.test(text);
}

/** The string in double quotes; in single quotes where that spares escapes. */
export function formatQuoted(text: string): string {
  const escapes = needsEscape.test(text);
  if (!escapes && !text.includes("'") && /["\\]/.test(text)) return `'${text}'`;
  return `"${text.replace(needsEscapeAll, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
