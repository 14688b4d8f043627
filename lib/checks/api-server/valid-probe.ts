import { isAtLeast } from '../../fleet/kubernetes-version';
import type { Container } from '../../manifest/pods/containers';
import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, negative } from '../field-error';
import type { Problem } from '../finding';
import { handlerProblems } from './fields/handler';
import { podCheck } from '../pod-check';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const times = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold', 'successThreshold'];

/** A probe has exactly one handler, and only readiness may ask for more than one success. */
export const validProbe: Check = podCheck({
  id: 'valid-probe',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects a pod whose probe says nothing, or more than one thing, about what to ask.',
  problems: function* ({ containers }, { cluster }) {
    const hasSidecars = isAtLeast(cluster.kubernetesVersion, '1.29');
    for (const container of containers) yield* containerProblems(container, hasSidecars);
  },
});

function* containerProblems({ field, list, isSidecar }: Container, hasSidecars: boolean): Iterable<Problem> {
  for (const name of probes) {
    const probe = field.at(name);
    if (probe.map === undefined) continue;
    if (list === 'initContainers' && !(isSidecar && hasSidecars)) {
      yield forbidden(probe, 'may not be set for init containers without restartPolicy=Always', `remove ${name}`);
    } else if (list === 'ephemeralContainers') {
      yield forbidden(probe, 'cannot be set for an Ephemeral Container', `remove ${name}`);
    } else {
      yield* probeProblems(probe, name === 'readinessProbe');
    }
  }
}

function* probeProblems(probe: Field, isReadiness: boolean): Iterable<Problem> {
  yield* handlerProblems(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc']);
  for (const time of times) yield* negative(probe.at(time));
  const successThreshold = probe.at('successThreshold');
  // Zero stands for the default, which is one.
  if (!isReadiness && (successThreshold.number ?? 0) > 1) {
    yield invalid(successThreshold, 'must be 1', 'leave successThreshold out');
  }
  const gracePeriod = probe.at('terminationGracePeriodSeconds');
  if (gracePeriod.number === undefined) return;
  if (gracePeriod.number <= 0) yield invalid(gracePeriod, 'must be greater than 0', 'use 1 or more');
  if (isReadiness) {
    const fix = 'leave terminationGracePeriodSeconds out: readiness ends no container';
    yield invalid(gracePeriod, 'must not be set for readinessProbes', fix);
  }
}
