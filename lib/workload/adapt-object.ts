import { Chart, Duration, type ApiObject } from 'cdk8s';
import { rejectProps } from '../fleet/assert-props';
import { apiGroup } from '../manifest/objects/api-version';
import { Field } from '../manifest/objects/field';
import { parseLabels, type Labels } from '../manifest/objects/label-selector';
import { isManifest } from '../manifest/objects/manifest';
import { containerPortsOf, portOfContainer } from '../manifest/pods/container-ports';
import { containersOf } from '../manifest/pods/containers';
import { podTemplateOf, type PodTemplate } from '../manifest/pods/pod-template';
import { objectLabels } from '../model/object-owner';
import type { PortModel } from '../model/port-model';
import type { ProbeModel } from '../model/workload-model';
import { transportOf, type AdaptOptions } from './adapt-workload';
import type { WorkloadDescription } from './workload';

const kinds = ['apps/DaemonSet', 'apps/Deployment', 'apps/StatefulSet', 'batch/CronJob', 'batch/Job'];

/** Reads out of an object that makes pods, as Kubernetes has it, what the rest of the library needs to know of it. */
export function adaptObject(object: ApiObject, { ports, service, metrics }: AdaptOptions): WorkloadDescription {
  const manifest: unknown = object.toJson();
  const template = isManifest(manifest) ? podTemplateOf({ manifest, origin: object.node.path }) : undefined;
  if (!isManifest(manifest) || template === undefined || !kinds.includes(`${object.apiGroup}/${object.kind}`))
    return rejectProps(object, 'Workload', {
      path: 'spec.template',
      message: `Required value: a ${object.kind} of ${object.apiVersion} makes no pods that are known here`,
      fix: `name a ${kinds.map((kind) => kind.split('/')[1]).join(', a ')}`,
    });
  const { name, namespace = 'default' } = manifest.metadata;
  const spec = Field.at(template.specPath, template.spec);
  const seconds = spec.at('terminationGracePeriodSeconds').number;
  const chart = Chart.of(object);
  return {
    name: name ?? object.name,
    namespace,
    controller: { group: apiGroup(manifest.apiVersion), kind: manifest.kind, namespace, name: name ?? object.name },
    selectorLabels: selectorLabelsOf(object, Field.root(manifest), template),
    serviceAccountName: spec.at('serviceAccountName').text ?? 'default',
    ports: ports ?? containerPortsOf(template).map(portOf),
    probes: probesOf(template),
    ...(service === undefined ? {} : { service }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(seconds === undefined ? {} : { terminationGracePeriod: Duration.seconds(seconds) }),
    containers: containersOf(spec).flatMap(({ list, field }) =>
      list === 'containers' ? (field.at('name').text ?? []) : [],
    ),
    runsToCompletion: apiGroup(manifest.apiVersion) === 'batch',
    chart: chart.node.id,
    objectLabels: objectLabels(chart.labels, { 'app.kubernetes.io/name': name ?? object.name }),
  };
}

/** Jobs have no selector of their own: their pods are told from others by the labels of the template. */
function selectorLabelsOf(object: ApiObject, manifest: Field, { labels }: PodTemplate): Labels {
  const selected = parseLabels(manifest.at('spec', 'selector', 'matchLabels').value) ?? labels;
  if (Object.keys(selected).length > 0) return selected;
  return rejectProps(object, 'Workload', {
    path: 'spec.template.metadata.labels',
    message: 'Required value: no label tells its pods from others',
    fix: 'give the pods a label, and select it',
  });
}

function portOf({ name, containerPort, protocol }: ReturnType<typeof containerPortsOf>[number]): PortModel {
  return {
    name: name === '' ? `port-${containerPort}` : name,
    containerPort,
    protocol: transportOf(protocol),
  };
}

/** The probes of its containers that come over the network: policies let them in. */
function probesOf({ spec, specPath }: PodTemplate): readonly ProbeModel[] {
  return containersOf(Field.at(specPath, spec)).flatMap(({ field }) =>
    ['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((name) => {
      const probe = field.at(name);
      const handler = handlers.find((each) => probe.at(each).isSet);
      const port = handler === undefined ? undefined : portOfContainer(field, probe.at(handler, 'port'));
      if (handler === undefined || port === undefined) return [];
      return [{ handler, port, ...(handler === 'httpGet' ? { path: probe.at('httpGet', 'path').text ?? '/' } : {}) }];
    }),
  );
}

const handlers = ['httpGet', 'grpc', 'tcpSocket'] as const;
