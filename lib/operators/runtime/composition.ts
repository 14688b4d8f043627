import type { Construct } from 'constructs';
import type { z } from 'zod';
import { capabilities } from '../../capabilities';
import { ClusterChart } from '../../chart/cluster-chart';
import { Cluster } from '../../fleet/cluster';
import { ClusterScope } from '../../fleet/cluster-scope';
import { assertShape, reject, type Declared } from '../../fleet/reject';
import { fields, mustBe, notFound, text, type Shape } from '../../fleet/shape';
import { SynthError } from '../../fleet/synth-error';
import type { Finding, Problem } from '../../manifest/objects/finding';
import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import { checkCluster } from '../../synth/check-cluster';
import { renderCluster } from '../../synth/render-cluster';
import { CustomResource } from '../resource/custom-resource';
import type { Versions } from '../resource/custom-resource-props';
import type { Composer } from './composer';

/** Declares what an object of a kind stands for. A provider of cdk8s-operator has such a handler. */
export interface CompositionHandler<Spec> {
  /** Declares constructs below a chart of the object's namespace; `id` is the object's name, `spec` has its defaults. */
  readonly apply: (scope: Construct, id: string, spec: Spec) => unknown;
  /**
   * What stands in the object's status, by the objects that the cluster has of it. Only a hook of metacontroller asks.
   *
   * @default nothing
   */
  readonly status?: (object: Manifest, children: readonly Manifest[]) => JsonObject;
}

/** What the objects of a kind stand for. */
export interface CompositionProps<V extends Versions, N extends keyof V & string> {
  /** The kind. */
  readonly resource: CustomResource<V>;
  /** The version whose specifications the handler reads. */
  readonly version: N;
  /** The cluster that objects are made for: what it runs decides what they become. */
  readonly cluster: Cluster;
  /** Declares what an object stands for. */
  readonly handler: CompositionHandler<z.output<V[N]['spec']>>;
}

/** What an object stands for, or why it stands for nothing. */
export interface ComposedObjects {
  /** The objects that it stands for; none where any finding is an error. */
  readonly manifests: readonly Manifest[];
  /** What checks found in it and in them. */
  readonly findings: readonly Finding[];
}

const resourceShape: Shape = (value, path) =>
  value instanceof CustomResource ? undefined : mustBe(path, value, 'a CustomResource');
const clusterShape: Shape = (value, path) =>
  value instanceof Cluster ? undefined : mustBe(path, value, 'a Cluster', "write new Cluster('prod-euw1', { … })");
const handlerShape: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'apply' in value && typeof value.apply === 'function'
    ? undefined
    : mustBe(path, value, 'a handler', 'write { apply: (scope, id, spec) => … }');
const propsShape = fields({ resource: resourceShape, version: text, cluster: clusterShape, handler: handlerShape });

/**
 * One blueprint for three runtimes: constructs of a program (`apply`), a function of kustomize and kpt
 * (`cdk8s-blueprints krm`), and a hook of metacontroller (`cdk8s-blueprints hook`) make the same objects of it.
 */
export class Composition<
  V extends Versions = Versions,
  N extends keyof V & string = keyof V & string,
> implements Composer {
  /** Group and version of the objects that it is for. */
  readonly apiVersion: string;
  /** Kind of the objects that it is for. */
  readonly kind: string;
  private readonly props: CompositionProps<V, N>;

  constructor(props: CompositionProps<V, N>) {
    const declared: Declared = { kind: 'Composition', name: '' };
    assertShape(declared, propsShape, props);
    const { resource, version } = props;
    const named = { ...declared, name: resource.kind };
    if (!resource.versions.includes(version)) reject(named, notFound('version', version, resource.versions));
    this.props = props;
    this.kind = resource.kind;
    this.apiVersion = `${resource.group}/${version}`;
  }

  /** Declares what an object stands for where the program runs: with `cdk8s synth`. Defaults are filled in. */
  apply(scope: Construct, id: string, spec: z.input<V[N]['spec']>): unknown;
  apply(scope: Construct, id: string, spec: unknown): unknown;
  apply(scope: Construct, id: string, spec: unknown): unknown {
    const { resource, version, handler } = this.props;
    return handler.apply(scope, id, resource.read(version, id, spec));
  }

  /** What one object stands for, checked. Nothing is written. */
  compose(object: Manifest): ComposedObjects {
    const { resource, cluster } = this.props;
    const flaws = resource.validate(object).map((problem): Finding => this.findingOf(object, problem));
    if (flaws.some(({ severity }) => severity === 'error')) return { manifests: [], findings: flaws };
    const { name = '', namespace = 'default' } = object.metadata;
    try {
      const scope = new ClusterScope(cluster);
      const chart = new ClusterChart(scope, name, { namespace: { name: namespace, create: false, isolated: false } });
      this.apply(chart, name, object.spec);
      const rendered = renderCluster(scope, capabilities);
      const { findings } = checkCluster(rendered, {});
      const isWrong = findings.some(({ severity }) => severity === 'error');
      const manifests = isWrong ? [] : rendered.manifests.map(({ manifest }) => manifest);
      return { manifests, findings: [...flaws, ...findings] };
    } catch (error) {
      if (error instanceof SynthError) return { manifests: [], findings: [...flaws, ...error.findings] };
      throw error;
    }
  }

  /** What the handler says of an object's status. */
  statusOf(object: Manifest, children: readonly Manifest[]): JsonObject | undefined {
    return this.props.handler.status?.(object, children);
  }

  private findingOf(
    object: Manifest,
    { path, message, fix, status = 'violated', severity = 'error' }: Problem,
  ): Finding {
    const { name = '', namespace } = object.metadata;
    return {
      id: 'valid-schema',
      severity: status === 'unproved' ? 'warning' : severity,
      status,
      object: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        ...(namespace === undefined ? {} : { namespace }),
        name,
      },
      path,
      message,
      fix,
    };
  }
}
