import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';

/** What a workload still lacks, as its own status says; undefined once it is ready, and for kinds that never wait. */
export function unready(stored: Manifest): string | undefined {
  const spec = Field.root(stored).at('spec');
  const status = Field.root(stored).at('status');
  const behind = numberAt(status, 'observedGeneration') < (Field.root(stored).at('metadata', 'generation').number ?? 0);
  switch (stored.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet': {
      const wanted = spec.at('replicas').number ?? 1;
      const isVersioned = stored.kind !== 'ReplicaSet';
      const counts = ['replicas', 'availableReplicas', ...(isVersioned ? ['updatedReplicas'] : [])];
      if (!behind && counts.every((count) => numberAt(status, count) === wanted)) return undefined;
      return `${numberAt(status, 'availableReplicas')} of ${wanted} Pods are available`;
    }
    case 'Rollout': {
      const phase = status.at('phase').text ?? 'Progressing';
      const isSeen =
        status.at('observedGeneration').text === String(Field.root(stored).at('metadata', 'generation').number);
      return isSeen && phase === 'Healthy' ? undefined : `it is ${phase}: ${status.at('message').text ?? ''}`;
    }
    case 'DaemonSet': {
      const wanted = numberAt(status, 'desiredNumberScheduled');
      const counts = ['numberAvailable', 'updatedNumberScheduled'];
      if (!behind && counts.every((count) => numberAt(status, count) === wanted)) return undefined;
      return `${numberAt(status, 'numberAvailable')} of ${wanted} Pods are available`;
    }
    case 'Job': {
      const isComplete = status
        .at('conditions')
        .items()
        .some((one) => one.at('type').text === 'Complete' && one.at('status').text === 'True');
      return isComplete
        ? undefined
        : `${numberAt(status, 'succeeded')} of ${spec.at('completions').number ?? 1} Pods succeeded`;
    }
    case 'Pod': {
      const phase = status.at('phase').text ?? 'Pending';
      const isReady = status
        .at('conditions')
        .items()
        .some((one) => one.at('type').text === 'Ready' && one.at('status').text === 'True');
      return phase === 'Succeeded' || (phase === 'Running' && isReady) ? undefined : `it is ${phase} and not ready`;
    }
    default:
      return undefined;
  }
}

function numberAt(status: Field, count: string): number {
  return status.at(count).number ?? 0;
}
