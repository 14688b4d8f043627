import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { clusterNameOf } from '../fleet/cluster';
import { reject } from '../fleet/reject';
import { placedId } from '../fleet/placed-id';
import { fieldsOf, flag, mustBe, oneOf, text, textMap, textOr } from '../fleet/shape';
import type { Labels } from '../manifest/objects/label-selector';
import { Declarations } from '../model/declarations';
import type { PodSecurityLevel } from '../manifest/pods/pod-security-level';
import { objectLabels } from '../model/object-owner';
import { PatchRequests, type PatchTarget } from './patch-requests';

/** Where a chart's objects live, and what they all carry. */
export interface ClusterChartProps {
  /** The namespace that the chart's namespaced objects get, and what is known of it. */
  readonly namespace: string | NamespaceProps;
  /** Labels on every object of the chart. @default none */
  readonly labels?: Labels;
  /** Further labels on the pods of the chart's workloads; a workload's own win. Never part of a selector. @default none */
  readonly podLabels?: Labels;
}

/** A namespace: who may talk to its pods by default, and what they are allowed to be. */
export interface NamespaceProps {
  /** Name of the Namespace. Several charts may name the same one. */
  readonly name: string;
  /** Whether the tree holds the Namespace object itself. @default true */
  readonly create?: boolean;
  /**
   * Pod Security Standard that the API server enforces there. Emitted as `pod-security.kubernetes.io/enforce`.
   *
   * @default 'restricted'
   */
  readonly podSecurity?: PodSecurityLevel;
  /**
   * Whether pods can only talk to whom a connection names, and be talked to by them: default deny in both directions.
   *
   * @default true
   */
  readonly isolated?: boolean;
  /** Labels on the Namespace object. @default none */
  readonly labels?: Labels;
  /** Annotations on the Namespace object. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

const podLabels = new WeakMap<Chart, Labels>();

/** Further labels on the pods of a chart's workloads. */
export function podLabelsOf(chart: Chart): Labels {
  return podLabels.get(chart) ?? {};
}

const namespaceShape = fieldsOf<NamespaceProps>({
  name: text,
  'create?': flag,
  'podSecurity?': oneOf('privileged', 'baseline', 'restricted'),
  'isolated?': flag,
  'labels?': textMap,
  'annotations?': textMap,
});
const propsShape = fieldsOf<ClusterChartProps>({
  namespace: textOr(namespaceShape),
  'labels?': textMap,
  'podLabels?': textMap,
});
const patchTargetShape = fieldsOf<PatchTarget>({ kind: text, name: text, 'group?': text, 'namespace?': text });

/** Before there is a chart: its own constructor needs what is checked here. */
function assertChart(scope: Construct, id: string, props: unknown): void {
  if (!Construct.isConstruct(scope))
    reject(
      { kind: 'ClusterChart', name: typeof id === 'string' ? id : '' },
      {
        path: 'scope',
        message: 'Invalid value: must be what deploy is called with',
        fix: `write fleet.deploy((cluster) => new ClusterChart(cluster, 'shop', { namespace: 'shop' }))`,
      },
    );
  placedId('ClusterChart', scope, id, 'cluster');
  const problem =
    typeof props === 'string'
      ? mustBe('', props, 'a map with the field "namespace"', `write { namespace: '${props}' }`)
      : propsShape(props, '');
  if (problem === undefined) return;
  const cluster = clusterNameOf(scope);
  reject({ kind: 'ClusterChart', name: id, origin: id, ...(cluster === undefined ? {} : { cluster }) }, problem);
}

/**
 * A part of a cluster that belongs together and lives in one namespace.
 *
 * Objects without a name of their own are named after their construct's id, not its path: where a construct stands in
 * the tree changes no name, no selector and no file.
 */
export class ClusterChart extends Chart {
  private readonly patches: PatchRequests;

  constructor(scope: Construct, id: string, props: ClusterChartProps) {
    assertChart(scope, id, props);
    const { namespace, labels } = props;
    const {
      name,
      create = true,
      podSecurity = 'restricted',
      isolated = true,
      labels: namespaceLabels = {},
      annotations = {},
    } = typeof namespace === 'string' ? { name: namespace } : namespace;
    super(scope, id, {
      namespace: name,
      disableResourceNameHashes: true,
      ...(labels === undefined ? {} : { labels: { ...labels } }),
    });
    podLabels.set(this, props.podLabels ?? {});
    this.patches = PatchRequests.of(this);
    Declarations.of(this).addNamespace({
      name,
      create,
      podSecurity,
      isolated,
      // The labels of a chart are on what it makes.
      labels: create ? { ...labels, ...namespaceLabels } : namespaceLabels,
      objectLabels: objectLabels(this.labels),
      annotations,
      chart: id,
      origin: this.node.path,
    });
  }

  /**
   * Changes an object after it was made and before it is checked, whatever made it. A patch that finds no object, or
   * that does not apply, stops the synth.
   */
  patch(target: PatchTarget, ...operations: JsonPatch[]): this {
    assertProps(this, 'ClusterChart', patchTargetShape, target, 'patch');
    const given: readonly unknown[] = operations;
    for (const [index, operation] of given.entries()) {
      if (!(operation instanceof JsonPatch)) {
        rejectProps(this, 'ClusterChart', {
          path: `patch.operations[${index}]`,
          message: 'Invalid value: must be an operation of JsonPatch',
          fix: "write JsonPatch.replace('/spec/replicas', 3) or another of its operations, each an argument of its own",
        });
      }
    }
    this.patches.add({ target: { namespace: this.namespace ?? '', ...target }, operations, origin: this.node.path });
    return this;
  }

  override generateObjectName(apiObject: ApiObject): string {
    const parts: string[] = [];
    let construct: IConstruct | undefined = isAnonymous(apiObject.node.id) ? apiObject.node.scope : apiObject;
    do {
      if (construct === undefined || Chart.isChart(construct)) break;
      parts.unshift(construct.node.id);
      construct = construct.node.scope;
    } while (construct !== undefined && isResource(construct));
    return parts.join('-').toLowerCase();
  }
}

function isAnonymous(id: string): boolean {
  return id === 'Resource' || id === 'Default';
}

/** Whether a construct stands for one object: what it has below is named after it. */
function isResource({ node }: IConstruct): boolean {
  const child = node.tryFindChild('Resource') ?? node.tryFindChild('Default');
  return child !== undefined && ApiObject.isApiObject(child);
}
