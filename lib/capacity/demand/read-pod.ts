import type { Field } from '../../manifest/objects/field';
import {
  parseLabels,
  parseLabelSelector,
  type LabelSelector,
  type Labels,
} from '../../manifest/objects/label-selector';
import { readRequirements } from '../nodes/requirement';
import { readTolerations } from '../nodes/taint';
import type { Amounts } from '../resources/amounts';
import type { HostPort, NodeTerm, Pod, Priority, SpreadConstraint } from './pod';
import { readPodTerms, type NamespaceLabels } from './pod-terms';

/** What stands beside a pod's own spec. */
export interface PodSurroundings {
  readonly namespace: string;
  readonly labels: Labels;
  readonly requests: Amounts;
  readonly priority: Priority;
  readonly namespaceLabels: NamespaceLabels;
}

/** Reads from a pod's spec where the scheduler may place it. */
export function readPod(spec: Field, around: PodSurroundings): Pod {
  const { namespace, labels, requests, priority } = around;
  const nodeName = nodeNameOf(spec);
  const nodeAffinity = spec.at('affinity', 'nodeAffinity', required);
  return {
    namespace,
    labels,
    requests: new Map([...[...requests].filter(([, amount]) => amount > 0), ['pods', 1]]),
    ...(nodeName === undefined ? {} : { nodeName }),
    nodeSelector: parseLabels(spec.at('nodeSelector').value) ?? {},
    ...(nodeAffinity.isSet ? { nodeAffinity: nodeAffinity.at('nodeSelectorTerms').items().map(readNodeTerm) } : {}),
    tolerations: readTolerations(spec.at('tolerations')),
    hostPorts: readHostPorts(spec),
    // No scheduler looks at a pod that names its node, and its kubelet asks neither for a spread nor for neighbours.
    spread: nodeName === undefined ? readSpreads(spec, labels) : [],
    affinity: nodeName === undefined ? readPodTerms(spec.at('affinity', 'podAffinity', required), around) : [],
    antiAffinity: readPodTerms(spec.at('affinity', 'podAntiAffinity', required), around),
    priority: nodeName === undefined ? priority : { ...priority, preempts: false },
  };
}

/** The node that a pod names itself, and so goes to without a scheduler. */
function nodeNameOf(spec: Field): string | undefined {
  const name = spec.at('nodeName').text;
  return name === '' ? undefined : name;
}

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

function readNodeTerm(term: Field): NodeTerm {
  return { labels: readRequirements(term.at('matchExpressions')), names: readRequirements(term.at('matchFields')) };
}

/** Ports of the node; on the host's network, every port of a container is one. */
function readHostPorts(spec: Field): readonly HostPort[] {
  const onHost = spec.at('hostNetwork').value === true;
  const sidecars = spec
    .at('initContainers')
    .items()
    .filter((container) => container.at('restartPolicy').text === 'Always');
  return [...sidecars, ...spec.at('containers').items()].flatMap((container) =>
    container
      .at('ports')
      .items()
      .flatMap((port) => {
        const number = port.at('hostPort').number ?? (onHost ? port.at('containerPort').number : undefined);
        if (number === undefined || number === 0) return [];
        const address = port.at('hostIP').text ?? '';
        return [
          { address: address === '' ? '0.0.0.0' : address, protocol: port.at('protocol').text ?? 'TCP', port: number },
        ];
      }),
  );
}

function readSpreads(spec: Field, labels: Labels): readonly SpreadConstraint[] {
  return spec
    .at('topologySpreadConstraints')
    .items()
    .filter((constraint) => constraint.at('whenUnsatisfiable').text === 'DoNotSchedule')
    .map((constraint) => readSpread(constraint, labels));
}

function readSpread(constraint: Field, labels: Labels): SpreadConstraint {
  const keys = constraint
    .at('matchLabelKeys')
    .items()
    .flatMap(({ text }) => (text === undefined ? [] : [text]));
  return {
    topologyKey: constraint.at('topologyKey').text ?? '',
    maxSkew: constraint.at('maxSkew').number ?? 1,
    minDomains: constraint.at('minDomains').number ?? 1,
    selector: withLabelKeys(parseLabelSelector(constraint.at('labelSelector').value), keys, labels),
    countsOwnPodsOnly: keys.some((key) => revisionLabels.includes(key)),
    honorsAffinity: constraint.at('nodeAffinityPolicy').text !== 'Ignore',
    honorsTaints: constraint.at('nodeTaintsPolicy').text === 'Honor',
  };
}

/** Labels that controllers put on the pods of each revision. */
const revisionLabels = ['pod-template-hash', 'controller-revision-hash'];

/** A selector that is left out selects no pod. Keys that the pod lacks are passed over, as the API server does. */
function withLabelKeys(selector: LabelSelector | undefined, keys: readonly string[], labels: Labels): LabelSelector {
  if (selector === undefined) return { matchExpressions: [{ key: '', operator: 'In', values: [] }] };
  const added = keys.flatMap((key) => {
    const value = labels[key];
    return value === undefined ? [] : [{ key, operator: 'In' as const, values: [value] }];
  });
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}
