import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { neededObjects } from '../../products/order/needed-objects';
import type { Check } from '../check';

/**
 * Argo CD applies nothing before what it cannot live without: its definition, its namespace, what its Pods mount or what makes
 * that, the workload that it scales, the webhook that must admit it.
 */
export const validSyncWave: Check = {
  id: 'valid-sync-wave',
  severity: 'error',
  profile: 'baseline',
  why:
    'A wave that waits for something of a later wave never becomes healthy, so that the later wave is never applied: ' +
    'the first sync hangs, on every new cluster.',
  assumptions: ['the tree is one Argo CD Application'],
  kinds: ['*'],
  run: function* (object, { manifests }) {
    const own = positionOf(object.manifest);
    for (const { object: needed } of neededObjects(object, manifests)) {
      const position = positionOf(needed.manifest);
      if (!isBefore(own, position)) continue;
      yield {
        path: own.path,
        message: `Invalid value: ${own.words} comes before ${position.words} of ${formatIdentity(identityOf(needed.manifest))}, which it needs`,
        fix: `apply it no earlier than that, or move ${needed.manifest.kind} ${identityOf(needed.manifest).name} to an earlier wave`,
      };
    }
  },
};

interface Position {
  readonly phase: number;
  readonly wave: number;
  readonly words: string;
  readonly path: string;
}

/** Phases in the order in which Argo CD runs them; an object without a hook belongs to Sync. */
const phases = ['PreSync', 'Sync', 'PostSync'];

function positionOf(manifest: Manifest): Position {
  const annotations = Field.root(manifest).at('metadata', 'annotations');
  const hook = annotations.entry('argocd.argoproj.io/hook');
  const wave = annotations.entry('argocd.argoproj.io/sync-wave');
  const phase = phases.indexOf(hook.text ?? 'Sync');
  const number = Number(wave.text ?? '0');
  const before = phase === -1 ? phases.indexOf('Sync') : phase;
  const words = before === 1 ? `sync wave ${wave.text ?? '0'}` : `the ${phases[before]} hook`;
  return { phase: before, wave: number, words, path: (before === 1 ? wave : hook).path };
}

/** A wave that is no number compares as neither. */
function isBefore(one: Position, other: Position): boolean {
  return one.phase < other.phase || (one.phase === other.phase && one.wave < other.wave);
}
