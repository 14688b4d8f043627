import type { DocumentText } from './split-documents';

/**
 * Cuts JSON values that merely follow each other, as `jq` prints them and kubectl reads them. A text that is one value,
 * or none that ends, stays whole.
 */
export function splitJson({ text, line }: DocumentText): readonly DocumentText[] {
  const documents: DocumentText[] = [];
  // Strings whole, so that a brace inside of one opens nothing.
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]\n]/g;
  let depth = 0;
  let start = 0;
  let lines = 0;
  let startLine = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '\n') lines += 1;
    if (token === '{' || token === '[') depth += 1;
    if (token !== '}' && token !== ']') continue;
    depth -= 1;
    if (depth > 0 || !/^\s*\{/.test(text.slice(index + 1, index + 200))) continue;
    documents.push({ text: text.slice(start, index + 1), line: line + startLine });
    [start, startLine] = [index + 1, lines];
  }
  return [...documents, { text: text.slice(start), line: line + startLine }];
}
