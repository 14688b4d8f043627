import { fitsLiteralBlock, formatLiteralBlock } from './literal-block';
import { isPlainScalar } from './plain-scalar';
import { formatQuoted } from './quoted-scalar';
import { hasLoneSurrogate, UnwritableError } from './unwritable-value';

/** A string as a value, without a line feed at its end. `depth` is that of its lines, if it has several. */
export function formatString(text: string, depth: number): string {
  if (isPlainScalar(text)) return text;
  if (hasLoneSurrogate(text)) throw new UnwritableError();
  return text.includes('\n') && fitsLiteralBlock(text)
    ? formatLiteralBlock(text, '  '.repeat(depth))
    : formatQuoted(text);
}

/** A key with its colon. `depth` is that of its map: a key too long for YAML's short form takes two lines. */
export function formatKey(key: string, depth: number): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const scalar = isPlainScalar(key) ? key : quotedKey(key);
  if (scalar.length > longestShortKey) return `? ${scalar}\n${'  '.repeat(depth)}:`;
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
