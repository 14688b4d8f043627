import type { Container } from '../../manifest/pods/containers';
import type { Check } from '../check';
import { duplicate, emptyText, forbidden, invalid, invalidByEach, missingText, required } from '../field-error';
import type { Problem } from '../finding';
import { dnsLabelErrors } from '../../manifest/grammar/dns-name';
import { podCheck, type VisitedPod } from '../pod-check';

/** A pod has containers, each with an image and with a name that no other container of the pod has. */
export const validContainer: Check = podCheck({
  id: 'valid-container',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod: everything that is said of a container, from logs to metrics, goes by its name.',
  problems: function* (pod) {
    yield* listProblems(pod);
    for (const container of pod.containers) yield* containerProblems(container, pod);
    yield* nameProblems(pod.containers);
  },
});

function* listProblems({ spec, template }: VisitedPod): Iterable<Problem> {
  const containers = spec.at('containers');
  if (containers.isSet && containers.items().length === 0) {
    yield required(containers, '', 'add a container');
  }
  const ephemeral = spec.at('ephemeralContainers');
  if (ephemeral.items().length > 0) {
    const rule =
      template.specPath === 'spec' ? 'cannot be set on create' : 'ephemeral containers not allowed in pod template';
    yield forbidden(ephemeral, rule, 'remove ephemeralContainers: kubectl debug adds them to a running pod');
  }
}

function* containerProblems({ field }: Container, { template }: VisitedPod): Iterable<Problem> {
  const name = field.at('name');
  yield* emptyText(name, 'give the container a name');
  if (name.text !== undefined && name.text !== '') {
    yield* invalidByEach(name, dnsLabelErrors(name.text), 'use lower-case letters, digits and hyphens');
  }
  const image = field.at('image');
  yield* missingText(image, 'set the image that the container runs');
  // Templates may hold placeholders that something fills in before there is a pod.
  if (template.specPath === 'spec' && image.text !== undefined && image.text !== image.text.trim()) {
    yield invalid(image, 'must not have leading or trailing whitespace', 'remove the whitespace');
  }
}

/** Reports the second of two containers with one name; ordinary containers come before the init containers. */
function* nameProblems(containers: readonly Container[]): Iterable<Problem> {
  const names = new Set<string>();
  for (const wanted of ['containers', 'initContainers', 'ephemeralContainers']) {
    for (const { name, field } of containers.filter(({ list }) => list === wanted)) {
      if (name !== '' && names.has(name)) {
        yield duplicate(field.at('name'), 'give every container of the pod a name of its own');
      }
      names.add(name);
    }
  }
}
