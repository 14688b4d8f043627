import { printable } from '../../manifest/objects/printable';

/**
 * Prose in a cell of a table: it ends no cell, makes no HTML and no link, and calls nobody. What a code host links
 * without any markup (mentions, issues, addresses) is broken by a space of no width.
 */
export function escapeMarkdown(text: string): string {
  return shorten(text).split('\n').map(escapeLine).join('<br>');
}

/** The text as code, in which a code host sees neither mentions nor links. */
export function markdownCode(text: string): string {
  const line = printable(shorten(text));
  // Neither can be escaped within backticks in the cell of a table, for every reader alike.
  if (!/[`|\\]/.test(line) && line.trim() !== '') return `\`${line}\``;
  return `<code>${line.replaceAll(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`)}</code>`;
}

/** Nobody reads more of one text in a table, and a comment has room for many of them. */
const longestText = 1000;

function shorten(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

const zeroWidthSpace = '\u200B';

function escapeLine(text: string): string {
  return printable(text)
    .replaceAll(/[\\`*_{}[\]<>#|~&!$]/g, '\\$&')
    .replaceAll(/@|#(?=\d)|:(?=\/\/)|\bGH-(?=\d)|\bwww(?=\.)/gi, `$&${zeroWidthSpace}`)
    .replaceAll(/\b(mailto|xmpp):/gi, `$1:${zeroWidthSpace}`);
}
