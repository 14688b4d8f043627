import type { PodsAt } from './network-facts';

/** What scales workloads in a cluster besides the HorizontalPodAutoscaler, which is part of Kubernetes. */
export interface AutoscalerFacts {
  /** Whether the usage of CPU and memory is served (`metrics.k8s.io`), by metrics-server or by the provider. */
  readonly resourceMetrics: boolean;
  /** KEDA, which scales by events; left out where it does not run. */
  readonly keda?: KedaFacts;
  /** The VerticalPodAutoscaler, which changes requests; left out where it does not run. */
  readonly verticalPodAutoscaler?: VerticalPodAutoscalerFacts;
  /** Karpenter, which makes nodes; left out where nothing is known of its version. */
  readonly karpenter?: KarpenterFacts;
  /** What serves metrics of other names to HorizontalPodAutoscalers. */
  readonly metricAdapters: readonly MetricAdapterFacts[];
}

/** What scales workloads in a cluster, as users write it. */
export interface AutoscalerOptions {
  /**
   * Whether the usage of CPU and memory is served (`metrics.k8s.io`), by metrics-server or by the provider.
   *
   * @default true
   */
  readonly resourceMetrics?: boolean;
  /** KEDA, which scales by events. @default none */
  readonly keda?: KedaOptions;
  /** The VerticalPodAutoscaler, which changes requests. @default none */
  readonly verticalPodAutoscaler?: VerticalPodAutoscalerFacts;
  /** Karpenter, which makes the nodes of pools that say `karpenter`. @default the newest that is known, 1.14, with its default gates */
  readonly karpenter?: KarpenterFacts;
  /** What serves metrics of other names to HorizontalPodAutoscalers, such as prometheus-adapter. @default none */
  readonly metricAdapters?: readonly MetricAdapterFacts[];
}

/** An installation of KEDA: its version decides which triggers and fields may be emitted. */
export interface KedaFacts extends PodsAt {
  /** Minor version, such as `2.20`. */
  readonly version: string;
}

/** How KEDA is installed in a cluster. */
export interface KedaOptions {
  /** Minor version, such as `2.20`. */
  readonly version: string;
  /** Namespace of the operator, which asks the sources of events. @default 'keda', as its manifests have it */
  readonly namespace?: string;
  /** Labels that select the pods of the operator. @default app: keda-operator, as its manifests have it */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** The operator's identity, where it is part of the cluster's mesh. @default it is not */
  readonly mesh?: { readonly serviceAccountName: string };
}

/** An installation of the VerticalPodAutoscaler: its version and feature gates decide which update modes work. */
export interface VerticalPodAutoscalerFacts {
  /** Minor version, such as `1.7`. */
  readonly version: string;
  /** Feature gates that are on and were off by default, such as `InPlace`. @default none */
  readonly featureGates?: readonly string[];
}

/** An installation of Karpenter: its version and feature gates decide what may be said of pools. */
export interface KarpenterFacts {
  /** Minor version, such as `1.14`. */
  readonly version: string;
  /** Feature gates that are on and were off by default, such as `StaticCapacity`. @default none */
  readonly featureGates?: readonly string[];
}

/** An aggregated API of metrics: `custom` has those of pods and objects, `external` all others. */
export type MetricApi = 'custom' | 'external';

/** The aggregated APIs that a metric adapter can serve. */
export const metricApis: readonly MetricApi[] = ['custom', 'external'];

/** What serves metrics to HorizontalPodAutoscalers, by asking something else: prometheus-adapter, for instance. */
export interface MetricAdapterFacts extends PodsAt {
  /** `custom` for metrics of pods and objects, `external` for all others. */
  readonly serves: readonly MetricApi[];
  /**
   * Where it asks for them, as URLs: `http://prometheus.monitoring:9090`. What stands behind one in the tree lets it in, at
   * that port.
   *
   * @default none of the tree's workloads
   */
  readonly asks?: readonly string[];
}
