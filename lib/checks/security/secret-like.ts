/** What a text gives away, in words; undefined where it looks like no credential. */
export function credentialIn(text: string): string | undefined {
  return mayHaveCredential(text) ? formats.find(({ pattern }) => pattern.test(text))?.what : undefined;
}

/** The text with something else in place of every credential that stands in it. */
export function maskCredentials(text: string, mask: string): string {
  if (!mayHaveCredential(text)) return text;
  return formats.reduce((masked, { pattern }) => masked.replaceAll(new RegExp(pattern, 'g'), () => mask), text);
}

/** Whether a part stands in a text that every credential of some format has. Most texts have none of them. */
function mayHaveCredential(text: string): boolean {
  return text.length >= shortest && telling.test(text);
}

/** Whether something of this name is a credential, and this text its value rather than a way to find it. */
export function isNamedCredential(name: string, text: string): boolean {
  return name !== '' && credentialName.test(inSnakeCase(name)) && text.trim() !== '' && !reference.test(text);
}

/** `dbPassword` as `db_Password`. */
function inSnakeCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');
}

const shortest = 8;

const telling = /-----BEGIN |AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AIza|k_live_|eyJ|:\/\//;

/** Formats that stand for a credential wherever they appear. Bounded, so that a long text takes linear time. */
const formats: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----/ },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22,})/ },
  { what: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20}/ },
  { what: 'a Slack token', pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}/ },
  { what: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}/ },
  { what: 'a Stripe key', pattern: /\b[sr]k_live_[A-Za-z0-9]{20,}/ },
  { what: 'a JSON Web Token', pattern: /\beyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10}/ },
  {
    what: 'a password in a URL',
    pattern: /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/?#@${}()]{1,200}:[^\s:/?#@${}()]{1,200}@/,
  },
];

const credentialName = new RegExp(
  `(?:^|[_.-])(?:${[
    // \`PGPASSWORD\` of libpq is one word.
    '(?:pg)?(?:password|passwd)',
    'passphrase',
    'passcode',
    'secret',
    '(?:secret|api|private|master|encryption|signing|account|storage)_?key',
    // \`AWS_SECRET_ACCESS_KEY\`; \`AWS_ACCESS_KEY_ID\` and \`SECRET_KEY_BASE\` differ: the first is a name, the second a key.
    'secret_?access_?key',
    'secret_?key_?base',
    'token',
    'credentials?',
    'erlang_?cookie',
  ].join('|')})$|[_.-](?:pass|pwd)$`,
  'i',
);

/** A path, a variable, a template, another name, a switch: text that says where the credential is, not what. */
const reference =
  /^(?:\/|\.\/|file:|https?:|vault:|ref\+|\$\(|\$\{|\{\{|<|%|true$|false$|yes$|no$|none$|null$|enabled$|disabled$|required$|optional$|\d{1,3}$)/i;
