import { fitsLiteralBlock, formatLiteralBlock } from './literal-block';
import { isPlainScalar } from './plain-scalar';
import { formatQuoted } from './quoted-scalar';
import { hasLoneSurrogate, UnwritableError } from './unwritable-value';

/** What follows `key:` or `-` for a string, up to its line feed. `indent` is that of the lines below, if there are any. */
export function formatString(text: string, indent: string): string {
  if (isPlainScalar(text)) return ` ${text}\n`;
  if (hasLoneSurrogate(text)) throw new UnwritableError();
  if (text.includes('\n') && fitsLiteralBlock(text)) return ` ${formatLiteralBlock(text, indent)}`;
  return ` ${formatQuoted(text)}\n`;
}

/** A key with its colon. `indent` is that of the map: a key too long for YAML's short form takes two lines. */
export function formatKey(key: string, indent: string): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const scalar = isPlainScalar(key) ? key : quotedKey(key);
  if (scalar.length > longestShortKey) return `? ${scalar}\n${indent}:`;
  if (knownKeys.size < mostKnownKeys) knownKeys.set(key, `${scalar}:`);
  return `${scalar}:`;
}

/** Field names come up again in every manifest; the bound is for what data makes keys of. */
const knownKeys = new Map<string, string>();
const mostKnownKeys = 4096;

/** YAML allows 1024 characters, by bytes in some parsers; the longest key of Kubernetes, a label's, has 317. */
const longestShortKey = 500;

function quotedKey(key: string): string {
  if (hasLoneSurrogate(key)) throw new UnwritableError();
  return formatQuoted(key);
}
