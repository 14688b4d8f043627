import { Field } from '../../manifest/objects/field';
import { isEncryptedValue } from '../../manifest/objects/sops';
import type { Check } from '../check';
import { invalid, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { base64Size, largestData, tooLarge } from './fields/data-size';
import { configKeyErrors } from './grammar/key-syntax';

const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** A Secret has the keys that its type promises, and fits into 1 MiB. */
export const validSecret: Check = {
  id: 'valid-secret',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the Secret: what mounts a Secret of a type relies on its keys.',
  kinds: ['Secret'],
  run: function* ({ manifest }) {
    const secret = Field.root(manifest);
    const [data, stringData] = [secret.at('data'), secret.at('stringData')];
    let size = 0;
    for (const [key, value] of [...data.entries(), ...stringData.entries()]) {
      const isPlain = stringData.entry(key).isSet;
      size += isPlain ? Buffer.byteLength(value.text ?? '') : base64Size(value.text ?? '');
      yield* invalidByEach(data.entry(key), configKeyErrors(key), 'use letters, digits, -, _ and .', key);
    }
    if (size > largestData) yield tooLarge(data);
    yield* typeProblems(secret);
  },
};

/** What the kubelet logs in to a registry with; other text is refused, whether or not a Pod ever uses it. */
function* loginProblems(secret: Field, key: string): Iterable<Problem> {
  const [encoded, plain] = [secret.at('data').entry(key), secret.at('stringData').entry(key)];
  if (encoded.text === undefined && plain.text === undefined) return;
  if (isEncryptedValue(plain.text ?? encoded.text ?? '')) return;
  const text = plain.text ?? Buffer.from(encoded.text ?? '', 'base64').toString('utf8');
  try {
    JSON.parse(text);
  } catch {
    yield invalid(encoded, jsonError(text), 'write the JSON that `docker login` keeps', '<secret contents redacted>');
  }
}

/** In the words of Go, as far as they do not depend on where its parser stopped. */
function jsonError(text: string): string {
  const [first] = text.trim();
  if (first === undefined) return 'unexpected end of JSON input';
  return /[[{"\dtfn-]/.test(first) ? 'must be JSON' : `invalid character '${first}' looking for beginning of value`;
}

function* typeProblems(secret: Field): Iterable<Problem> {
  const type = secret.at('type').text ?? '';
  const has = (key: string) => secret.at('data').entry(key).isSet || secret.at('stringData').entry(key).isSet;
  const missing = (key: string) => required(secret.at('data').entry(key), '', `add ${key}, or use type: Opaque`);
  for (const key of Object.hasOwn(requiredKeys, type) ? (requiredKeys[type] ?? []) : []) {
    if (!has(key)) yield missing(key);
    else if (key.startsWith('.docker')) yield* loginProblems(secret, key);
  }
  if (type === 'kubernetes.io/basic-auth' && !has('username') && !has('password')) {
    yield* [missing('username'), missing('password')];
  }
  const account = secret.at('metadata', 'annotations').entry('kubernetes.io/service-account.name');
  if (type === 'kubernetes.io/service-account-token' && (account.text ?? '') === '') {
    yield required(account, '', 'name the ServiceAccount in this annotation');
  }
}
