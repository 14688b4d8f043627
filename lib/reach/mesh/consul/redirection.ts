import { Field } from '../../../manifest/objects/field';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../../manifest/pods/pod-template';
import { consulAnnotation, consulPorts, consulRecord } from '../../../products/consul';
import { allPorts, noPorts, uniteIntervals, type PortIntervals } from '../../sets/port-intervals';
import type { WorkloadNode } from '../../space/workload-node';
import { metadataOfNamespace, metadataOfPod } from '../enrolment';
import { readPortList } from '../port-list';

/** Ports of a workload that come past the inbound listener of its proxies, where intentions are enforced. */
export interface Redirection {
  /** Ports that nothing sends to that listener. */
  readonly bypass: PortIntervals;
  /** Ports of which only the installation says whether it is so. */
  readonly perhaps: readonly PortsInSomeCase[];
  /** Those of both that the proxy serves itself. */
  readonly proxyPorts: PortIntervals;
}

export interface PortsInSomeCase {
  readonly ports: PortIntervals;
  /** The case: `Consul is installed with metrics`. */
  readonly when: string;
}

/** What annotations of pods and labels of their namespace say of it, as the injector of consul-k8s reads them. */
export function redirectionOf({ pods }: WorkloadNode, manifests: ManifestSet): Redirection {
  const all = pods.map((pod) => redirectionOfPod(pod, manifests));
  const union = (of: (each: Redirection) => PortIntervals) => all.map(of).reduce(uniteIntervals, noPorts);
  return {
    bypass: union(({ bypass }) => bypass),
    perhaps: all.flatMap(({ perhaps }) => perhaps),
    proxyPorts: union(({ proxyPorts }) => proxyPorts),
  };
}

function redirectionOfPod(pod: PodTemplate, manifests: ManifestSet): Redirection {
  const { annotations } = metadataOfPod(pod);
  const said = (name: string): string => annotations.entry(consulAnnotation(name)).text ?? '';
  const ofNamespace = metadataOfNamespace(manifests, pod.namespace).labels.entry(consulAnnotation('transparent-proxy'));
  const isTransparent = parseBool(said('transparent-proxy')) ?? parseBool(ofNamespace.text ?? '');
  if (isTransparent === false) return { bypass: allPorts, perhaps: [], proxyPorts: noPorts };
  const cases: readonly (PortsInSomeCase & { readonly isSo: boolean | undefined })[] = [
    {
      ports: scrapePort(said('prometheus-scrape-port'), pod),
      when: 'Consul is installed with metrics',
      isSo: parseBool(said('enable-metrics')),
    },
    {
      ports: probePorts(pod),
      when: 'Consul is installed so that probes are overwritten',
      isSo: parseBool(said('transparent-proxy-overwrite-probes')),
    },
    {
      ports: portsOf([consulPorts.health]),
      when: '',
      isSo: parseBool(said('use-proxy-health-check')) ?? false,
    },
  ];
  const open = cases.filter(({ isSo }) => isSo === true).map(({ ports }) => ports);
  const perhaps = cases.filter(({ isSo, ports }) => isSo === undefined && ports.length > 0);
  return {
    bypass: open.reduce(uniteIntervals, readPortList(said('transparent-proxy-exclude-inbound-ports'))),
    perhaps: perhaps.map(({ ports, when }) => ({ ports, when })),
    proxyPorts: [...open, ...perhaps.map(({ ports }) => ports)].reduce(uniteIntervals, noPorts),
  };
}

/** A number, or the name of a container's port; the port of the chart where nothing is said. */
function scrapePort(said: string, pod: PodTemplate): PortIntervals {
  if (said === '') return portsOf([consulPorts.metrics]);
  const number = readPortList(said);
  if (number.length > 0) return number;
  const named = containersOf(pod)
    .flatMap((container) => container.at('ports').items())
    .find((port) => port.at('name').text === said);
  return portsOf([named?.at('containerPort').number ?? consulPorts.metrics]);
}

/** Each container but the proxy's has ports of its own for the probes by HTTP that are overwritten. */
function probePorts(pod: PodTemplate): PortIntervals {
  const kinds = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
  const others = containersOf(pod).filter((container) => container.at('name').text !== consulRecord.proxy.container);
  return portsOf(
    others.flatMap((container, index) =>
      kinds.flatMap((kind, which) => {
        const first = consulPorts.probes[which];
        return first === undefined || !container.at(kind, 'httpGet').isSet ? [] : [first + index];
      }),
    ),
  );
}

function containersOf({ spec, specPath }: PodTemplate): readonly Field[] {
  return Field.at(specPath, spec).at('containers').items();
}

function portsOf(numbers: readonly number[]): PortIntervals {
  return numbers.map((port) => [{ from: port, to: port }]).reduce<PortIntervals>(uniteIntervals, noPorts);
}

/** As `strconv.ParseBool` of Go reads it; undefined for what says nothing. */
function parseBool(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined;
}
