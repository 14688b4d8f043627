import {
  metricApis,
  type AutoscalerFacts,
  type AutoscalerOptions,
  type KedaFacts,
  type KedaOptions,
  type MetricApi,
} from '../autoscaler-facts';
import { differences } from '../differences';
import { podsAt } from '../pods-at-shape';
import { reject } from '../reject';
import { fields, flag, listOf, oneOf, text, textLike, type Shape, mustBe } from '../shape';
import type { Fact } from './fact';

/** What scales workloads in a cluster, as users write it. */
export interface AutoscalersProps {
  /**
   * What scales workloads besides the HorizontalPodAutoscaler: KEDA, the VerticalPodAutoscaler, adapters of metrics. It
   * decides what becomes of `scaling`.
   *
   * @default the HorizontalPodAutoscaler by CPU and memory alone
   */
  readonly autoscalers?: AutoscalerOptions;
}

/** What scales workloads in a cluster. */
export interface AutoscalersFact {
  /** What scales workloads besides the HorizontalPodAutoscaler. */
  readonly autoscalers: AutoscalerFacts;
}

/** As KEDA's own manifests and its chart install the operator. */
const kedaDefaults = { namespace: 'keda', podLabels: { app: 'keda-operator' } } as const;

/** A minor version of a product's first or second major version. */
const minorOf =
  (major: number): Shape =>
  (value, path) =>
    typeof value === 'string' && value.startsWith(`${major}.`) && /^\d\.(0|[1-9]\d*)$/.test(value)
      ? undefined
      : mustBe(path, value, `a minor version, such as "${major}.7"`);

const url = textLike(/^https?:\/\/[^/?#@\s]+([/?#]\S*)?$/, 'a URL, such as "http://prometheus.monitoring:9090"');

const shape = fields({
  'resourceMetrics?': flag,
  'keda?': fields({
    version: minorOf(2),
    'namespace?': text,
    'podLabels?': podsAt.podLabels,
    'mesh?': podsAt['mesh?'],
  }),
  'verticalPodAutoscaler?': fields({ version: minorOf(1), 'featureGates?': listOf(text) }),
  'karpenter?': fields({ version: minorOf(1), 'featureGates?': listOf(text) }),
  'metricAdapters?': listOf(fields({ ...podsAt, serves: listOf(oneOf(...metricApis)), 'asks?': listOf(url) })),
});

export const autoscalersFact: Fact<AutoscalersProps, AutoscalersFact> = {
  props: { 'autoscalers?': shape },
  layers: 'field by field',
  resolve: (
    { autoscalers: { resourceMetrics = true, keda, verticalPodAutoscaler, karpenter, metricAdapters = [] } = {} },
    name,
  ) => {
    for (const api of metricApis) assertServedOnce(name, api, { keda, metricAdapters });
    return {
      autoscalers: {
        resourceMetrics,
        ...(keda === undefined ? {} : { keda: { ...kedaDefaults, ...keda } }),
        ...(verticalPodAutoscaler === undefined ? {} : { verticalPodAutoscaler }),
        ...(karpenter === undefined ? {} : { karpenter }),
        metricAdapters,
      },
    };
  },
  describe: ({ autoscalers }) => ({ autoscalers: autoscalers === undefined ? undefined : describe(autoscalers) }),
};

/** An aggregated API is one APIService: what is installed second takes it from the first. */
function assertServedOnce(
  cluster: string,
  api: MetricApi,
  { keda, metricAdapters }: { readonly keda: KedaOptions | undefined } & Pick<AutoscalerFacts, 'metricAdapters'>,
): void {
  const adapters = metricAdapters.filter(({ serves }) => serves.includes(api)).map(({ namespace }) => namespace);
  const servers = [...(api === 'external' && keda !== undefined ? ['KEDA'] : []), ...adapters];
  if (servers.length < 2) return;
  reject(
    { kind: 'Cluster', name: cluster },
    {
      path: 'autoscalers.metricAdapters',
      message: `Duplicate value: "${api}": ${servers.join(' and ')} would serve ${api}.metrics.k8s.io, and one of them takes it from the other`,
      fix: `remove "${api}" from what all but one of them serve${servers[0] === 'KEDA' ? ': KEDA serves it itself' : ''}`,
    },
  );
}

function describe({
  resourceMetrics,
  keda,
  verticalPodAutoscaler,
  karpenter,
  metricAdapters,
}: AutoscalerFacts): object {
  return {
    ...(resourceMetrics ? {} : { resourceMetrics }),
    ...(keda === undefined ? {} : { keda: describeKeda(keda) }),
    ...(verticalPodAutoscaler === undefined ? {} : { verticalPodAutoscaler }),
    ...(karpenter === undefined ? {} : { karpenter }),
    ...(metricAdapters.length === 0 ? {} : { metricAdapters }),
  };
}

function describeKeda(keda: KedaFacts): object {
  return differences(keda, kedaDefaults);
}
