import { containerPortsOf } from '../../manifest/pods/container-ports';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabelSelector, type LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';

/** What a Server selects: a port, by number or by name, of some pods of its namespace. */
export interface ServerModel {
  readonly object: LocatedManifest;
  readonly namespace: string;
  readonly podSelector: LabelSelector;
  readonly port: number | string;
}

/** Reads a Server; undefined when it selects no pods or no port. */
export function readServer(object: LocatedManifest): ServerModel | undefined {
  const spec = Field.root(object.manifest).at('spec');
  const podSelector = parseLabelSelector(spec.at('podSelector').value);
  const port = spec.at('port').number ?? spec.at('port').text;
  if (podSelector === undefined || port === undefined) return undefined;
  return { object, namespace: namespaceOf(object.manifest), podSelector, port };
}

/** The pods that a Server selects. */
export function podsOf({ namespace, podSelector }: ServerModel, manifests: ManifestSet): readonly PodTemplate[] {
  return manifests.podsSelectedBy(namespace, podSelector);
}

/** The numbers of the container ports that a Server means in a pod: none where no container declares the port. */
export function portsOf({ port }: ServerModel, pod: PodTemplate): readonly number[] {
  return containerPortsOf(pod)
    .filter(({ name, containerPort }) => port === name || port === containerPort)
    .map(({ containerPort }) => containerPort);
}
