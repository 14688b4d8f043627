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
import { selectedLabels } from './selected-workloads';

/** A port of an AuthorizationPolicy is one of the workload, not of the Service in front of it. */
export const requireIstioPolicyPort: Check = {
  id: 'require-istio-policy-port',
  severity: 'error',
  profile: 'baseline',
  why: 'The proxy of the workload compares the port that the process listens on: a rule for the port of the Service opens nothing, and stops nothing.',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  run: function* ({ manifest }, context) {
    const ports = portsOf(manifest);
    if (ports.length === 0) return;
    const pods = selectedPods(manifest, context);
    if (pods.length === 0) return;
    for (const port of ports) yield* problemsOf(port, pods, context.manifests);
  },
};

/** Where a policy names ports that it is about, or not about. */
function portsOf(policy: Manifest): readonly Field[] {
  return Field.root(policy)
    .at('spec', 'rules')
    .items()
    .flatMap((rule) => [
      ...rule
        .at('to')
        .items()
        .map((to) => to.at('operation'))
        .flatMap((operation) => [...operation.at('ports').items(), ...operation.at('notPorts').items()]),
      ...rule
        .at('when')
        .items()
        .filter((condition) => condition.at('key').text === 'destination.port')
        .flatMap((condition) => [...condition.at('values').items(), ...condition.at('notValues').items()]),
    ]);
}

/** A policy that is bound to a Gateway or a Service is judged there, and one of the root namespace is for all workloads. */
function selectedPods(policy: Manifest, { manifests, cluster }: CheckContext): readonly PodTemplate[] {
  const spec = Field.root(policy).at('spec');
  if (spec.at('targetRefs').items().length > 0 || spec.at('targetRef').isSet) return [];
  const namespace = namespaceOf(policy);
  const labels = selectedLabels({ manifest: policy });
  const root = cluster.mesh?.product === 'istio' ? cluster.mesh.rootNamespace : 'istio-system';
  if (labels === undefined) return namespace === root ? [] : manifests.pods(namespace);
  return manifests.podsSelectedBy(namespace, { matchLabels: labels });
}

function* problemsOf(field: Field, pods: readonly PodTemplate[], manifests: ManifestSet): Iterable<Problem> {
  const port = Number(field.text);
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
    );
  } else if (declared.every((ports) => ports.length > 0)) {
    const rule = `no container that the policy is for declares this port; they declare ${listNames(all)}`;
    const fix = `declare containerPort ${port} where the process listens, or correct the port where none does`;
    yield { ...invalid(field, rule, fix), severity: 'warning', status: 'unproved' };
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
