import type { Construct } from 'constructs';
import type { z } from 'zod';
import { Cluster } from '../../fleet/cluster';
import { fields, mapOf, mustBe, text, type Shape } from '../../fleet/shape';
import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import { CustomResource } from '../resource/custom-resource';
import type { Versions } from '../resource/custom-resource-props';

/** Declares what an object of a kind stands for. A provider of cdk8s-operator has such a handler. */
export interface CompositionHandler<Spec> {
  /**
   * Declares constructs below a chart of the object's namespace; `id` is the object's name, `spec` has its defaults. For a
   * kind that lives in no namespace, `scope` is the cluster: write `new ClusterChart(scope, …)` for each namespace.
   */
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
  /**
   * What a specification of another version says in the words of that one, for each version whose objects are taken, too.
   *
   * @default none: objects of other versions are not taken
   */
  readonly from?: Conversions<V, N>;
  /** The cluster that objects are made for: what it runs decides what they become. */
  readonly cluster: Cluster;
  /** Declares what an object stands for. */
  readonly handler: CompositionHandler<z.output<V[N]['spec']>>;
}

/** From the specification of each other version, with its defaults, to that of one. */
export type Conversions<V extends Versions, N extends keyof V & string> = {
  readonly [K in Exclude<keyof V & string, N>]?: (spec: z.output<V[K]['spec']>) => z.input<V[N]['spec']>;
};

const resourceShape: Shape = (value, path) =>
  value instanceof CustomResource ? undefined : mustBe(path, value, 'a CustomResource');
const clusterShape: Shape = (value, path) =>
  value instanceof Cluster ? undefined : mustBe(path, value, 'a Cluster', "write new Cluster('prod-euw1', { … })");
const handlerShape: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'apply' in value && typeof value.apply === 'function'
    ? undefined
    : mustBe(path, value, 'a handler', 'write { apply: (scope, id, spec) => … }');

const conversionShape: Shape = (value, path) =>
  typeof value === 'function' ? undefined : mustBe(path, value, 'a function', 'write (spec) => ({ … })');

/** What JavaScript may say of a composition. */
export const compositionShape = fields({
  resource: resourceShape,
  version: text,
  'from?': mapOf(conversionShape),
  cluster: clusterShape,
  handler: handlerShape,
});
