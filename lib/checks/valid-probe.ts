import { containersOf, type Container } from '../manifest/containers';
import { Field } from '../manifest/field';
import { podOwningKinds, podTemplateOf } from '../manifest/pod-template';
import type { Check } from './check';
import { forbidden, invalid, required } from './field-error';
import type { Problem } from './finding';

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;
const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** A probe has exactly one handler, and only readiness may ask for more than one success. */
export const validProbe: Check = {
  id: 'valid-probe',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects a pod whose probe says nothing, or more than one thing, about what to ask.',
  kinds: podOwningKinds,
  run: function* (object) {
    const template = podTemplateOf(object);
    if (template === undefined) return;
    for (const container of containersOf(Field.at(template.specPath, template.spec))) yield* problemsOf(container);
  },
};

function* problemsOf({ field, list, isSidecar }: Container): Iterable<Problem> {
  for (const name of probes) {
    const probe = field.at(name);
    if (probe.map === undefined) continue;
    if (list === 'initContainers' && !isSidecar) {
      yield forbidden(probe, 'may not be set for init containers without restartPolicy=Always', `remove ${name}`);
    }
    yield* handlerProblems(probe);
    const successThreshold = probe.at('successThreshold');
    if (name !== 'readinessProbe' && (successThreshold.number ?? 1) !== 1) {
      yield invalid(successThreshold, 'must be 1', 'leave successThreshold out');
    }
  }
}

function* handlerProblems(probe: Field): Iterable<Problem> {
  const [first, ...others] = handlers.map((name) => probe.at(name)).filter(({ isSet }) => isSet);
  if (first === undefined) {
    yield required(probe, 'must specify a handler type', `set one of ${handlers.join(', ')}`);
  }
  for (const other of others) {
    yield forbidden(other, 'may not specify more than 1 handler type', `keep one of ${handlers.join(', ')}`);
  }
}
