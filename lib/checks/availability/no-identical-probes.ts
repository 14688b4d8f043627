import { isDeepStrictEqual } from 'node:util';
import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** Liveness is given up later than readiness, or asks another question. */
export const noIdenticalProbes: Check = podCheck({
  id: 'no-identical-probes',
  severity: 'info',
  profile: 'production',
  why:
    'A Pod that is overloaded, or waits for a dependency, fails both at once: instead of getting a rest it is restarted, ' +
    'and the others, with its load on top, follow.',
  problems: function* ({ containers }) {
    for (const { field } of containers) {
      const liveness = field.at('livenessProbe');
      const readiness = field.at('readinessProbe');
      if (liveness.map === undefined || readiness.map === undefined || !asksTheSame(liveness, readiness)) continue;
      if (patience(liveness) > patience(readiness)) continue;
      yield {
        path: liveness.path,
        message: `Invalid value: asks the same as readinessProbe, and gives up as early (after ${patience(liveness)} seconds)`,
        fix: 'raise its failureThreshold, or ask something that only fails when a restart helps',
      };
    }
  },
});

function asksTheSame(one: Field, other: Field): boolean {
  return ['exec', 'httpGet', 'tcpSocket', 'grpc'].every((handler) =>
    isDeepStrictEqual(asked(one.at(handler)), asked(other.at(handler))),
  );
}

/** Headers do not make it another question. */
function asked({ map }: Field): object {
  const { httpHeaders: _, ...question } = map ?? {};
  return question;
}

/** For how long a probe may fail until something happens. */
function patience(probe: Field): number {
  return (probe.at('failureThreshold').number ?? 3) * (probe.at('periodSeconds').number ?? 10);
}
