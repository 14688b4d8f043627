import type { Construct } from 'constructs';
import type { z } from 'zod';
import { capabilities } from '../../capabilities';
import { ClusterChart } from '../../chart/cluster-chart';
import { ClusterScope } from '../../fleet/cluster-scope';
import { assertShape, reject, type Declared } from '../../fleet/reject';
import { notFound } from '../../fleet/shape';
import { SynthError } from '../../fleet/synth-error';
import type { Finding, Problem } from '../../manifest/objects/finding';
import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import { checkCluster } from '../../synth/check-cluster';
import { renderCluster } from '../../synth/render-cluster';
import type { Versions } from '../resource/custom-resource-props';
import type { Composer } from './composer';
import { compositionShape, type CompositionProps } from './composition-props';

/** What an object stands for, or why it stands for nothing. */
export interface ComposedObjects {
  /** The objects that it stands for; none where any finding is an error. */
  readonly manifests: readonly Manifest[];
  /** What checks found in it and in them. */
  readonly findings: readonly Finding[];
}

/**
 * One blueprint for three runtimes: constructs of a program (`apply`), a function of kustomize and kpt
 * (`cdk8s-blueprints krm`), and a hook of metacontroller (`cdk8s-blueprints hook`) make the same objects of it.
 */
export class Composition<
  V extends Versions = Versions,
  N extends keyof V & string = keyof V & string,
> implements Composer {
  /** Group and version of the objects that it is for: first that which the handler reads. */
  readonly apiVersions: readonly string[];
  /** Kind of the objects that it is for. */
  readonly kind: string;
  private readonly props: CompositionProps<V, N>;

  constructor(props: CompositionProps<V, N>) {
    const declared: Declared = { kind: 'Composition', name: '' };
    assertShape(declared, compositionShape, props);
    const { resource, version, from = {} } = props;
    const named = { ...declared, name: resource.kind };
    if (!resource.versions.includes(version)) reject(named, notFound('version', version, resource.versions));
    const others = resource.versions.filter((other) => other !== version);
    for (const other of Object.keys(from)) {
      if (!others.includes(other)) reject(named, notFound('from', other, others));
    }
    this.props = props;
    this.kind = resource.kind;
    this.apiVersions = [version, ...Object.keys(from)].map((each) => `${resource.group}/${each}`);
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
    const flaws = [...this.misplaced(object), ...resource.validate(object)].map((problem) =>
      this.findingOf(object, problem),
    );
    if (flaws.some(({ severity }) => severity === 'error')) return { manifests: [], findings: flaws };
    const { name = '', namespace } = object.metadata;
    try {
      const scope = new ClusterScope(cluster);
      const place =
        resource.scope === 'Cluster' || namespace === undefined
          ? scope
          : new ClusterChart(scope, name, { namespace: { name: namespace, create: false, isolated: false } });
      this.apply(place, name, this.specOf(object, name));
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

  /** What an object says, in the words of the version that the handler reads. */
  private specOf({ apiVersion, spec }: Manifest, name: string): unknown {
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    return this.isOther(version) ? this.converted(version, name, spec) : spec;
  }

  private isOther(version: string): version is Exclude<keyof V & string, N> {
    return version !== this.props.version;
  }

  private converted<K extends Exclude<keyof V & string, N>>(version: K, name: string, spec: unknown): unknown {
    const { resource, from } = this.props;
    const convert = from?.[version];
    if (convert === undefined)
      reject({ kind: 'Composition', name: this.kind }, notFound('from', version, Object.keys(from ?? {})));
    return convert(resource.read(version, name, spec));
  }

  /** An object whose namespace is not known could stand for objects anywhere. */
  private misplaced({ metadata: { namespace } }: Manifest): readonly Problem[] {
    if (this.props.resource.scope === 'Cluster' || namespace !== undefined) return [];
    return [{ path: 'metadata.namespace', message: 'Required value', fix: 'say the namespace that its objects go to' }];
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
