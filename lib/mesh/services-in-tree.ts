import { apiGroup } from '../manifest/objects/api-version';
import { appendTo } from '../manifest/objects/append-to';
import { Field } from '../manifest/objects/field';
import { matchesLabels, parseLabels, type Labels } from '../manifest/objects/label-selector';
import type { Manifest } from '../manifest/objects/manifest';
import { identityKey } from '../manifest/objects/object-identity';
import { servicePortsOf, serviceSelectorOf } from '../manifest/network/service-ports';
import type { ClusterModel } from '../model/cluster-model';
import type { ServiceModel, WorkloadModel } from '../model/workload-model';

/** Finds the Services in front of a workload. */
export type ServicesOf = (workload: WorkloadModel) => readonly ServiceModel[];

/**
 * The Services in front of each workload: its own, or those that users put into the tree themselves and that select its
 * pods and show some port of it.
 */
export function servicesInTree({ objects }: ClusterModel): ServicesOf {
  const services = new Map<string, Manifest[]>();
  const others = new Map<string, Manifest>();
  for (const { manifest } of objects) {
    const { apiVersion, kind, metadata } = manifest;
    const { name = '', namespace = 'default' } = metadata;
    const group = apiGroup(apiVersion);
    if (group === '' && kind === 'Service') appendTo(services, namespace, manifest);
    else others.set(identityKey({ group, kind, namespace, name }), manifest);
  }
  return (workload) => {
    if (workload.service !== undefined) return [workload.service];
    const labels = podLabelsOf(workload, others.get(identityKey(workload.controller)));
    return (services.get(workload.namespace) ?? []).flatMap((service): ServiceModel[] => {
      const selector = serviceSelectorOf(service);
      const { name } = service.metadata;
      if (name === undefined || selector === undefined) return [];
      if (!matchesLabels(selector, labels) || !showsPort(service, workload)) return [];
      return [{ name, headless: Field.root(service).at('spec', 'clusterIP').text === 'None' }];
    });
  };
}

/** The labels of its pods: those of their template, where it is in the tree, and those that select them. */
function podLabelsOf({ selectorLabels }: WorkloadModel, controller: Manifest | undefined): Labels {
  const template =
    controller === undefined
      ? undefined
      : parseLabels(Field.root(controller).at('spec', 'template', 'metadata', 'labels').value);
  return { ...template, ...selectorLabels };
}

function showsPort(service: Manifest, { ports }: WorkloadModel): boolean {
  return servicePortsOf(service).some(({ targetPort, protocol }) =>
    ports.some((port) => port.protocol === protocol && (port.containerPort === targetPort || port.name === targetPort)),
  );
}
