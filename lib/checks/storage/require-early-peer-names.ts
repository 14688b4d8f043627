import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import { identityOf } from '../../manifest/objects/object-identity';
import { containersOf } from '../../manifest/pods/containers';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { quorumStoreOf } from '../../products/quorum-stores';
import type { Check } from '../check';

/** The headless Service of members that look each other up answers for Pods that are not ready. */
export const requireEarlyPeerNames: Check = {
  id: 'require-early-peer-names',
  severity: 'warning',
  profile: 'production',
  why:
    'DNS names no Pod before it is ready, and a member that waits for the others is not ready before it has found them: ' +
    'after a restart of all of them none ever is.',
  kinds: ['apps/StatefulSet'],
  run: function* (object, { manifests }) {
    const spec = Field.root(object.manifest).at('spec');
    const serviceName = spec.at('serviceName');
    const pod = podTemplateOf(object);
    if (pod === undefined || serviceName.text === undefined || (spec.at('replicas').number ?? 1) < 2) return;
    const evidence = quorumStoreOf(pod) ?? peersNamedIn(pod, serviceName.text);
    if (evidence === undefined || !waits(pod)) return;
    const identity = { group: '', kind: 'Service', namespace: namespaceOf(object.manifest), name: serviceName.text };
    const service = findObject(manifests, identity);
    if (service === undefined) return;
    const early = Field.root(service.manifest).at('spec', 'publishNotReadyAddresses').boolean === true;
    if (early) return;
    yield {
      path: serviceName.path,
      message: `Invalid value: "${serviceName.text}": Service ${serviceName.text} names no Pod before it is ready, and its Pods look each other up (${evidence})`,
      fix: `set spec.publishNotReadyAddresses of Service ${serviceName.text}, and give clients a Service of their own`,
    };
  },
};

/** Whether a Pod is not ready as soon as it runs. */
function waits(pod: PodTemplate): boolean {
  return containersOf(Field.at(pod.specPath, pod.spec)).some(
    ({ list, field }) => list === 'containers' && field.at('readinessProbe').isSet,
  );
}

/** Where a container names a Pod of its own StatefulSet, such as `db-0.db`; undefined where none does. */
function peersNamedIn(pod: PodTemplate, serviceName: string): string | undefined {
  const { name } = identityOf(pod.owner.manifest);
  const beginning = `${name}-`;
  const ending = `.${serviceName}`;
  for (const { list, field } of containersOf(Field.at(pod.specPath, pod.spec))) {
    if (list !== 'containers') continue;
    const texts = [
      ...field.at('command').items(),
      ...field.at('args').items(),
      ...field
        .at('env')
        .items()
        .map((variable) => variable.at('value')),
    ];
    const found = texts.find(({ text = '' }) => namesMember(text, beginning, ending));
    if (found !== undefined) return `${found.path} names them`;
  }
  return undefined;
}

function namesMember(text: string, beginning: string, ending: string): boolean {
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
    const rest = text.slice(at + beginning.length);
    const digits = /^[0-9]{1,9}/.exec(rest)?.[0] ?? '';
    if (digits !== '' && rest.startsWith(ending, digits.length)) return true;
  }
  return false;
}
