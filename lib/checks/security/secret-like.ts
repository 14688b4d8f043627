/** What a text gives away, in words; undefined where it looks like no credential. */
export function credentialIn(text: string): string | undefined {
  if (!mayHaveCredential(text)) return undefined;
  return formats.find((format) => findIn(text, format, 0) !== undefined)?.what;
}

/** The text with something else in place of every credential that stands in it. */
export function maskCredentials(text: string, mask: string): string {
  if (!mayHaveCredential(text)) return text;
  return formats.reduce((masked, format) => maskIn(masked, format, mask), text);
}

function maskIn(text: string, format: CredentialFormat, mask: string): string {
  let masked = '';
  let done = 0;
  for (let found = findIn(text, format, 0); found !== undefined; found = findIn(text, format, done)) {
    masked += text.slice(done, found.start) + mask;
    done = found.end;
  }
  return masked + text.slice(done);
}

/** Whether a part stands in a text that every credential of some format has. Most texts have none of them. */
function mayHaveCredential(text: string): boolean {
  return text.length >= shortest && telling.test(text);
}

/** Whether something of this name is a credential, and this text its value rather than a way to find it. */
export function isNamedCredential(name: string, text: string): boolean {
  return name !== '' && credentialName.test(inSnakeCase(name)) && text.trim() !== '' && !reference.test(text);
}

/**
 * Whether the value of a field, a parameter or a header of this name is for nobody to read. Wider than what checks call a
 * credential: to leave out too much of a text does no harm.
 */
export function isNamedConfidential(name: string, text: string): boolean {
  const last = name.slice(name.lastIndexOf('/') + 1);
  // In the words of Kubernetes, a secretKey is the name of an entry of a Secret.
  if (last === 'secretKey') return false;
  if (confidentialHeader.test(last)) return text.trim() !== '' && !reference.test(text);
  return isNamedCredential(last, text);
}

const confidentialHeader = /^(?:proxy-)?authorization$|^(?:set-)?cookie$/i;

/**
 * The text with something else in place of each value that it gives to a name of a credential: `password: x`,
 * `--token=x`, `"apiKey": "x"`, `Authorization: Bearer x`.
 */
export function maskAssignments(text: string, mask: string): string {
  let open = '';
  let done = 0;
  for (const { 0: word, index } of text.matchAll(/[\w.-]+/g)) {
    const value = index < done ? undefined : assignedValue(text, index + word.length);
    if (value === undefined || !isNamedConfidential(word.replace(/^--?/, ''), text.slice(value.start, value.end)))
      continue;
    open += text.slice(done, value.start) + mask;
    done = value.end;
  }
  return open + text.slice(done);
}

/** Where the value stands that is given to the name which ends at a place. */
function assignedValue(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
  const start = endOf(/["']?[ \t]*[:=][ \t]*/y, text, from);
  if (start === undefined) return undefined;
  const first = endOf(/(?:bearer|basic|token) +/iy, text, start) ?? start;
  const end = endOf(/"[^"\n]*"|'[^'\n]*'|[^\s"',;&)}]+/y, text, first);
  return end === undefined ? undefined : { start, end };
}

function endOf(sticky: RegExp, text: string, from: number): number | undefined {
  sticky.lastIndex = from;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}

/** The name of a flag that takes the next argument as its value; undefined for any other text. */
export function flagName(text: string): string | undefined {
  return /^--?([\w.-]+)$/.exec(text)?.[1];
}

/** `dbPassword` as `db_Password`. */
function inSnakeCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');
}

const shortest = 8;

const telling =
  /-----BEGIN |AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AIza|k_live_|eyJ|:\/\/|AccountKey=|SharedAccessKey=/;

/** A format that stands for a credential wherever it appears. */
interface CredentialFormat {
  readonly what: string;
  readonly pattern: RegExp;
  /** How long what the pattern finds must be. */
  readonly shortest?: number;
  /**
   * How the text before the pattern must end: a start, and characters of one kind up to the pattern. Apart from it, for
   * each place that may be a start would else be read up to the pattern: with both in one, that is quadratic.
   */
  readonly before?: { readonly start: RegExp; readonly characters: RegExp };
}

const formats: readonly CredentialFormat[] = [
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { what: 'a GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]+/g, shortest: 40 },
  { what: 'a GitHub token', pattern: /\bgithub_pat_[A-Za-z0-9_]+/g, shortest: 33 },
  { what: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20}/g },
  { what: 'a Slack token', pattern: /\bxox[abprs]-[A-Za-z0-9-]+/g, shortest: 15 },
  { what: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}/g },
  { what: 'a Stripe key', pattern: /\b[sr]k_live_[A-Za-z0-9]+/g, shortest: 28 },
  {
    what: 'a Slack webhook',
    pattern: /\bhttps:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]+/g,
    shortest: 60,
  },
  { what: 'an Azure key', pattern: /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{32}/g },
  {
    what: 'a JSON Web Token',
    before: { start: /\beyJ[A-Za-z0-9_-]{10}/, characters: /[A-Za-z0-9_-]/ },
    pattern: /\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10}/g,
  },
  {
    what: 'a password in a URL',
    before: { start: /\b[a-z][a-z0-9+.-]/, characters: /[a-z0-9+.-]/ },
    // Behind digits, a question mark or a hash ends a port.
    pattern: /:\/\/[^\s:/?#@${}()]+:(?:\d*[^\s/?#@${}()\d][^\s/@${}()]*|\d+)@/g,
  },
];

/** The first credential of a format at or after a place. */
function findIn(text: string, format: CredentialFormat, from: number): { start: number; end: number } | undefined {
  const { pattern, before, shortest = 0 } = format;
  for (let next = from; ;) {
    pattern.lastIndex = next;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const end = match.index + match[0].length;
    // A credential may begin within what is none.
    next = match.index + 1;
    if (match[0].length < shortest) continue;
    if (before === undefined) return { start: match.index, end };
    let run = match.index;
    while (run > from && before.characters.test(text[run - 1] ?? '')) run -= 1;
    const start = text.slice(run, match.index).search(before.start);
    if (start >= 0) return { start: run + start, end };
  }
}

const credentialName = new RegExp(
  `(?:^|[_.-])(?:${[
    // \`PGPASSWORD\` of libpq is one word.
    '(?:pg)?(?:password|passwd)',
    'passphrase',
    'passcode',
    'secret',
    '(?:secret|api|app|auth|private|master|encryption|signing|account|storage)[_-]?key',
    // \`AWS_SECRET_ACCESS_KEY\`; \`AWS_ACCESS_KEY_ID\` and \`SECRET_KEY_BASE\` differ: the first is a name, the second a key.
    'secret[_-]?access[_-]?key',
    'secret[_-]?key[_-]?base',
    'token',
    'credentials?',
    'erlang_?cookie',
    // What redis-cli is given.
    'rediscli_?auth',
  ].join('|')})$|[_.-](?:pass|pwd|pw|pat)$`,
  'i',
);

/** A path, a variable, a template, another name, a switch: text that says where the credential is, not what. */
const reference =
  /^(?:\/|\.\/|file:|https?:|vault:|ref\+|\$\(|\$\{|\{\{|<|%|true$|false$|yes$|no$|none$|null$|enabled$|disabled$|required$|optional$|\d{1,3}$)/i;
