import type { Field } from '../../manifest/objects/field';
import { invalid, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { saysSomething } from './one-of';

const versions = ['TLS_AUTO', 'TLSv1_0', 'TLSv1_1', 'TLSv1_2', 'TLSv1_3'];

/** Versions of TLS that exist, the lower one first. */
export function* tlsVersionProblems(tls: Field): Iterable<Problem> {
  const [min, max] = [tls.at('tlsMinVersion'), tls.at('tlsMaxVersion')];
  for (const version of [min, max]) {
    if (saysSomething(version) && !versions.includes(version.text ?? ''))
      yield unsupported(version, versions, 'use a supported version');
  }
  if (rank(min) > 0 && rank(max) > 0 && rank(min) > rank(max)) {
    yield invalid(max, `must not be below tlsMinVersion, ${min.text}`, 'leave tlsMaxVersion out');
  }
}

/** 0 for what names no certain version. */
function rank({ text }: Field): number {
  return Math.max(0, versions.indexOf(text ?? ''));
}
