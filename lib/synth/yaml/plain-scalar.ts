/** First character and its successor, then visible ASCII without `: ` and ` #`; no space at the end. */
const plainShape = /^(?:[A-Za-z0-9_/.$(+^\\;]|--?[A-Za-z])(?:[!-9;-~]|:+[!-9;-~]| (?::+[!-9;-~]|[!-"$-9;-~]))*$/;

/**
 * Digits with what numbers, versions, times, sexagesimals (`12:30`) and grouped digits (`1_000`) are made of;
 * `0x1F`, `0o14`, `0b11`, and `0o+7`, which go-yaml takes for 7; `.inf` and `.nan`; whatever starts like a date.
 */
const numberShape = /^[-+]?(?:[\d_.,:]*(?:e[-+]?[\d_]+)?|0[xob][-+\da-f_]*|\.(?:inf|nan))$|^\d{4}-\d/i;

/** What YAML 1.1 or 1.2 reads as a boolean or as null, in whatever case. */
const reservedWords = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'nan', 'inf']);

const longestReservedWord = 5;

/**
 * Whether a string may stand in YAML without quotes: every parser, 1.1 or 1.2, must read it back as that string.
 * Rather quotes a few harmless strings (`1.2.3`) than learn each parser's dialect.
 */
export function isPlainScalar(text: string): boolean {
  // At the start of a line, three dots and a space end the document.
  if (!plainShape.test(text) || text.startsWith('... ')) return false;
  if (text.length <= longestReservedWord && reservedWords.has(text.toLowerCase())) return false;
  return !mayBeNumber(text.charCodeAt(0)) || !numberShape.test(text);
}

/** False for the letters and the slash that most strings start with; of the letters, only `e` starts a number (`e1`). */
function mayBeNumber(first: number): boolean {
  return (
    first < slash || (first > slash && first < upperA) || first === underscore || first === lowerE || first === upperE
  );
}

const [slash, upperA, upperE, underscore, lowerE] = [0x2f, 0x41, 0x45, 0x5f, 0x65];
