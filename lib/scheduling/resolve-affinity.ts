import { isAtLeast, type KubernetesVersion } from '../fleet/kubernetes-version';
import type { JsonObject } from '../manifest/objects/json';
import type { Labels } from '../manifest/objects/label-selector';
import type { NeighbourOptions, NodeRule, Strength } from '../model/placement-options';
import { revisionLabel } from '../model/revision-label';
import type { WorkloadModel } from '../model/workload-model';
import { bothAffinities } from './both-affinities';
import { topologyKeys } from './topology-keys';

/** What decides about the affinity of one workload's pods. */
export interface AffinityQuestion {
  readonly workload: WorkloadModel;
  readonly kubernetesVersion: KubernetesVersion;
  readonly colocateWith: readonly NeighbourOptions[];
  readonly avoid: readonly NeighbourOptions[];
  readonly onNodes: readonly NodeRule[];
  /** Labels of nodes that are preferred to others: those of a pool. */
  readonly preferredLabels: Labels;
}

/** The most that a preference can count. */
const weight = 100;

/**
 * The affinity of a pod, in addition to what its blueprint fills in by itself; undefined where nothing was declared that
 * becomes one.
 */
export function resolveAffinity(question: AffinityQuestion): JsonObject | undefined {
  const affinity = {
    ...nodeAffinity(question),
    ...podAffinity('podAffinity', question.colocateWith, question),
    ...podAffinity('podAntiAffinity', question.avoid, question),
  };
  if (Object.keys(affinity).length === 0) return undefined;
  return bothAffinities(question.workload.placementDefaults?.affinity ?? {}, affinity);
}

function nodeAffinity({ onNodes, preferredLabels }: AffinityQuestion): JsonObject {
  const required = onNodes.filter(({ strength = 'required' }) => strength === 'required').map(expressionOf);
  const preferred = [
    ...onNodes.filter(({ strength }) => strength === 'preferred').map((rule) => [expressionOf(rule)]),
    ...(Object.keys(preferredLabels).length === 0
      ? []
      : [Object.entries(preferredLabels).map(([key, value]) => ({ key, operator: 'In', values: [value] }))]),
  ].map((matchExpressions) => ({ weight, preference: { matchExpressions } }));
  if (required.length + preferred.length === 0) return {};
  return {
    nodeAffinity: {
      // One term, so that all of it must hold.
      ...(required.length === 0
        ? {}
        : {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: required }] },
          }),
      ...(preferred.length === 0 ? {} : { preferredDuringSchedulingIgnoredDuringExecution: preferred }),
    },
  };
}

function expressionOf({ key, operator = 'In', values = [] }: NodeRule): JsonObject {
  return { key, operator, ...(values.length === 0 ? {} : { values }) };
}

function podAffinity(kind: string, neighbours: readonly NeighbourOptions[], question: AffinityQuestion): JsonObject {
  const termsOf = (wanted: Strength) =>
    neighbours
      .filter(({ strength = 'preferred' }) => strength === wanted)
      .map((neighbour) => termOf(neighbour, kind === 'podAntiAffinity', question));
  const [required, preferred] = [termsOf('required'), termsOf('preferred')];
  if (required.length + preferred.length === 0) return {};
  return {
    [kind]: {
      ...(required.length === 0 ? {} : { requiredDuringSchedulingIgnoredDuringExecution: required }),
      ...(preferred.length === 0
        ? {}
        : {
            preferredDuringSchedulingIgnoredDuringExecution: preferred.map((podAffinityTerm) => ({
              weight,
              podAffinityTerm,
            })),
          }),
    },
  };
}

function termOf(
  { workload: { workload: other }, topology = 'host' }: NeighbourOptions,
  isApart: boolean,
  { workload, kubernetesVersion }: AffinityQuestion,
): JsonObject {
  // Pods of the old revision must not keep those of the new one off every node while the workload is rolled.
  const revision = revisionLabel(workload.controller.kind);
  const rolls = isApart && other === workload && isAtLeast(kubernetesVersion, '1.31');
  return {
    labelSelector: { matchLabels: other.selectorLabels },
    topologyKey: topologyKeys[topology],
    ...(other.namespace === workload.namespace ? {} : { namespaces: [other.namespace] }),
    ...(rolls && revision !== undefined ? { matchLabelKeys: [revision] } : {}),
  };
}
