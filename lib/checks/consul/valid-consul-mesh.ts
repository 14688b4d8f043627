import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { saysSomething } from './one-of';

const versions = ['TLS_AUTO', 'TLSv1_0', 'TLSv1_1', 'TLSv1_2', 'TLSv1_3'];

/** The Mesh asks for versions of TLS that exist, the lower one first. */
export const validConsulMesh: Check = {
  id: 'valid-consul-mesh',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the Mesh, so that the whole mesh keeps its settings.',
  kinds: ['consul.hashicorp.com/Mesh'],
  run: function* ({ manifest }) {
    const tls = Field.root(manifest).at('spec', 'tls');
    yield* directionProblems(tls.at('incoming'));
    yield* directionProblems(tls.at('outgoing'));
  },
};

function* directionProblems(direction: Field): Iterable<Problem> {
  const [min, max] = [direction.at('tlsMinVersion'), direction.at('tlsMaxVersion')];
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
