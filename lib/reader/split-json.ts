import type { DocumentText } from './split-documents';

/**
 * Cuts JSON values that merely follow each other, as `jq` prints them and kubectl reads them. A text that is one value,
 * or none that ends, stays whole.
 */
export function splitJson({ text, line }: DocumentText): readonly DocumentText[] {
  const documents: DocumentText[] = [];
  let [start, startLine] = [0, line];
  let [depth, lines] = [0, line];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') lines += 1;
    else if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth > 0 || !/^\s*\{/.test(text.slice(at + 1, at + 200))) continue;
      documents.push({ text: text.slice(start, at + 1), line: startLine });
      [start, startLine] = [at + 1, lines];
    }
  }
  return [...documents, { text: text.slice(start), line: startLine }];
}

/** Where the string ends that starts here; a quote that nothing closes stands for itself. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
