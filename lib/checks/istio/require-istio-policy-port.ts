import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { containerPortsOf, formatContainerPort, type ContainerPort } from '../../manifest/pods/container-ports';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import { servicePortsOf } from '../../manifest/network/service-ports';
import type { Check, CheckContext } from '../check';
import { invalid } from '../field-error';
import type { Problem } from '../finding';
import { listNames } from '../list-names';
import { rootNamespaceOf } from './root-namespace';
import { selectedLabels } from './selected-workloads';

/** A port of an AuthorizationPolicy or a PeerAuthentication is one of the workload, not of the Service in front of it. */
export const requireIstioPolicyPort: Check = {
  id: 'require-istio-policy-port',
  severity: 'error',
  profile: 'baseline',
  why: 'The proxy of the workload compares the port that the process listens on: a rule for the port of the Service opens nothing, and stops nothing.',
  kinds: ['security.istio.io/AuthorizationPolicy', 'security.istio.io/PeerAuthentication'],
  run: function* ({ manifest }, context) {
    const ports = portsOf(manifest);
    if (ports.length === 0) return;
    const pods = selectedPods(manifest, context);
    if (pods.length === 0) return;
    for (const port of ports) yield* problemsOf(port, pods, context.manifests);
  },
};

/** A port that a policy is about, or not about. */
interface PolicyPort {
  readonly field: Field;
  readonly text: string | undefined;
}

/** Where a policy names ports. */
function portsOf(policy: Manifest): readonly PolicyPort[] {
  const spec = Field.root(policy).at('spec');
  const rules = spec.at('rules').items();
  const operations = rules.flatMap((rule) => rule.at('to').items()).map((to) => to.at('operation'));
  const conditions = rules
    .flatMap((rule) => rule.at('when').items())
    .filter((condition) => condition.at('key').text === 'destination.port');
  const listed = [
    ...operations.flatMap((operation) => [operation.at('ports'), operation.at('notPorts')]),
    ...conditions.flatMap((condition) => [condition.at('values'), condition.at('notValues')]),
  ].flatMap((list) => list.items());
  return [
    ...listed.map((field) => ({ field, text: field.text })),
    ...spec
      .at('portLevelMtls')
      .entries()
      .map(([text, field]) => ({ field, text })),
  ];
}

/** A policy that is bound to a Gateway or a Service is judged there, and one of the root namespace is for all workloads. */
function selectedPods(policy: Manifest, { manifests, cluster }: CheckContext): readonly PodTemplate[] {
  const spec = Field.root(policy).at('spec');
  if (spec.at('targetRefs').items().length > 0 || spec.at('targetRef').isSet) return [];
  const namespace = namespaceOf(policy);
  const labels = selectedLabels({ manifest: policy });
  const root = rootNamespaceOf(cluster);
  if (labels === undefined) return namespace === root ? [] : manifests.pods(namespace);
  return manifests.podsSelectedBy(namespace, { matchLabels: labels });
}

function* problemsOf(
  { field, text }: PolicyPort,
  pods: readonly PodTemplate[],
  manifests: ManifestSet,
): Iterable<Problem> {
  const port = Number(text);
  if (!Number.isInteger(port)) return;
  const declared = pods.map((pod) => containerPortsOf(pod));
  const services = [...new Set(pods.flatMap(({ owner }) => servicesSelecting(manifests, owner)))];
  const isOfWorkload =
    declared.some((ports) => ports.some(({ containerPort }) => containerPort === port)) ||
    services.some(({ manifest }) => servicePortsOf(manifest).some(({ targetPort }) => targetPort === port));
  if (isOfWorkload) return;
  const all = [...new Set(declared.flat().map(formatContainerPort))];
  const service = services.find(({ manifest }) => servicePortsOf(manifest).some((each) => each.port === port));
  if (service !== undefined) {
    yield invalid(
      field,
      `is a port of ${nameOf(service)}, and no port of the workload`,
      fixOf(service, port, declared.flat()),
      text,
    );
  } else if (declared.every((ports) => ports.length > 0)) {
    const rule = `no container that the policy is for declares this port; they declare ${listNames(all)}`;
    const fix = `declare containerPort ${port} where the process listens, or correct the port where none does`;
    yield { ...invalid(field, rule, fix, text), status: 'unproved' };
  }
}

function fixOf({ manifest }: LocatedManifest, port: number, declared: readonly ContainerPort[]): string {
  const targets = servicePortsOf(manifest).flatMap((each) =>
    each.port === port ? [declared.find(({ name }) => name === each.targetPort)?.containerPort ?? each.targetPort] : [],
  );
  return `write the port that it leads to: ${targets.map((target) => JSON.stringify(`${target}`)).join(', ')}`;
}

function nameOf({ manifest }: LocatedManifest): string {
  return formatIdentity(identityOf(manifest));
}
