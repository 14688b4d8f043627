import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import { placedId } from '../fleet/placed-id';
import { fields, kubernetesFields, mapWith, oneOf, text, textLike, workloadLike } from '../fleet/shape';
import type { HasWorkload } from '../model/workload-model';
import type { ResourceRequirements } from '../workload/container-fields';
import { flagShape, type Flag } from './flag';
import { declaredFlags, type FlagEvaluation, type ServedWorkload } from './flags-model';

/** Feature flags that some workloads share. */
export interface FeatureFlagsProps {
  /** Name of the FeatureFlag and of the objects that serve it. @default the construct's id */
  readonly name?: string;
  /** The flags, by the key that applications ask for. Emitted as `spec.flagSpec.flags`. */
  readonly flags: Readonly<Record<string, Flag>>;
  /**
   * Where the flagd of a pod has the flags from: `flagd-proxy`, which the operator runs once for all and which pods talk to;
   * or `kubernetes`: each pod asks the API server itself, and the operator lets its ServiceAccount read the flags of every
   * namespace. Pods do not start while flagd-proxy is not there. Emitted as the provider of the FeatureFlagSource.
   *
   * @default 'flagd-proxy'
   */
  readonly from?: 'flagd-proxy' | 'kubernetes';
  /**
   * What flagd asks for beside each pod. Emitted as `spec.resources` of the FeatureFlagSource.
   *
   * @default what the operator's own chart asks for: 200m CPU and 32Mi memory, at most 500m and 64Mi
   */
  readonly sidecarResources?: ResourceRequirements;
}

const propsShape = fields({
  'name?': text,
  flags: mapWith(textLike(/^[^\s]{1,253}$/, 'a key without spaces'), flagShape),
  'from?': oneOf('flagd-proxy', 'kubernetes'),
  'sidecarResources?': kubernetesFields,
});
const optionsShape = fields({ 'evaluation?': oneOf('sidecar', 'in-process') });

/**
 * Feature flags, and the pods that ask for them: a FeatureFlag, where its values come from, the annotations by which the
 * OpenFeature operator serves pods, and the connections that this takes.
 *
 * States differ by environment as everything else does: `enabled: settings.newCheckout`.
 */
export class FeatureFlags extends Construct {
  /** Name of the FeatureFlag. */
  readonly name: string;
  private readonly served: ServedWorkload[] = [];

  constructor(scope: Construct, id: string, props: FeatureFlagsProps) {
    super(scope, placedId('FeatureFlags', scope, id));
    assertProps(this, 'FeatureFlags', propsShape, props);
    const { name = id, flags, from = 'flagd-proxy', sidecarResources = usualResources } = props;
    this.name = name;
    const cluster = Cluster.of(this);
    if (cluster.openFeature === undefined)
      rejectProps(this, 'FeatureFlags', {
        path: '',
        message: `Forbidden: cluster ${cluster.name} has no openFeature`,
        fix: "say that it runs the operator: new Cluster(name, { openFeature: { version: '0.9' } }), or leave the flags out there",
      });
    const { namespace, chart, objectLabels } = chartContextOf(this);
    const owner = { origin: this.node.path, chart, objectLabels };
    declaredFlags.record(this, { ...owner, name, namespace, flags, from, sidecarResources, served: this.served });
  }

  /**
   * Gives the flags to the pods of a workload. With `sidecar`, flagd runs beside its containers and answers on localhost:8013;
   * with `in-process`, the application's provider evaluates, and finds flagd-proxy by variables of
   * its containers, such as `FLAGD_HOST`.
   */
  serve(workload: HasWorkload, options: { readonly evaluation?: FlagEvaluation } = {}): this {
    assertProps(this, 'FeatureFlags', workloadLike, workload, 'serve');
    assertProps(this, 'FeatureFlags', optionsShape, options, 'serve');
    this.served.push({ workload: workload.workload, evaluation: options.evaluation ?? 'sidecar' });
    return this;
  }
}

const usualResources: ResourceRequirements = {
  requests: { cpu: '200m', memory: '32Mi' },
  limits: { cpu: '500m', memory: '64Mi' },
};
