import {
  anything,
  fieldsOf,
  flag,
  listOf,
  mustBe,
  nonEmpty,
  oneOf,
  portNumber,
  text,
  textLike,
  wholeNumberFrom,
  type Shape,
} from '../../fleet/shape';
import type { LongRunningProps } from '../../workload/workload-props';
import { longRunningShapes } from '../../workload/workload-shapes';
import { CustomResource } from '../resource/custom-resource';

/** A controller of kinds of one's own, and what the cluster must let it do. */
export interface OperatorProps extends Omit<LongRunningProps, 'ports' | 'metrics' | 'scaling'> {
  /** The kinds that it makes the cluster serve, and reconciles: it may read and change them, their status and finalizers. */
  readonly kinds: readonly CustomResource[];
  /** Further resources that it only reads: get, list and watch. @default none */
  readonly watches?: readonly OperatorResource[];
  /** Further resources that it makes: it may read, create, change and delete them. @default none */
  readonly writes?: readonly OperatorResource[];
  /**
   * The namespaces that it works in. Its permissions are Roles there, instead of a ClusterRole; all its kinds must live in
   * a namespace.
   *
   * @default all of the cluster
   */
  readonly namespaces?: readonly string[];
  /** Name of the Lease by which one of its pods leads; false for one pod that leads alone. @default the name and group of its first kind */
  readonly leaderElection?: string | false;
  /** The webhooks that it serves. @default none */
  readonly webhooks?: readonly OperatorWebhook[];
  /**
   * Objects of its kinds that users may start from. What the API server would refuse is an error; they stand in
   * `.inventory/<environment>/<cluster>.samples.yaml`, which nothing applies.
   *
   * @default none
   */
  readonly samples?: readonly OperatorSample[];
  /** The ports that it listens on. */
  readonly ports?: OperatorPorts;
  /** Whether the roles view, edit and admin of the cluster get what its kinds need. @default true */
  readonly aggregateRoles?: boolean;
}

/** A resource of the API, by its group. */
export interface OperatorResource {
  /** API group. @default the core group */
  readonly group?: string;
  /** The resource in plural, as in paths: `deployments`, `pods/log`. */
  readonly resource: string;
}

/** An object that users may start from. */
export interface OperatorSample {
  /** Group and version of the kind. */
  readonly apiVersion: string;
  /** The kind. */
  readonly kind: string;
  /** Its name, and its namespace where it lives in one. */
  readonly metadata: { readonly name: string; readonly namespace?: string };
  /** What it should be. */
  readonly spec: unknown;
}

/** A webhook that the API server asks before it stores an object of one of the operator's kinds. */
export interface OperatorWebhook {
  /** Whether it may change objects, or only refuse them. */
  readonly type: 'mutating' | 'validating';
  /** The kind that it is asked about: one of `kinds`. */
  readonly kind: CustomResource;
  /** The path that it answers. */
  readonly path: string;
  /** What it is asked about. @default ['CREATE', 'UPDATE'] */
  readonly operations?: readonly ('CREATE' | 'UPDATE' | 'DELETE')[];
  /** Whether objects are refused while it does not answer. @default 'Fail' */
  readonly failurePolicy?: 'Fail' | 'Ignore';
  /** For how many seconds the API server waits. @default 5 */
  readonly timeoutSeconds?: number;
}

/** The ports of an operator. */
export interface OperatorPorts {
  /** Where it shows metrics. @default 8080 */
  readonly metrics?: number;
  /** Where it answers probes, at `/healthz` and `/readyz`. @default 8081 */
  readonly health?: number;
  /** Where it answers webhooks. @default 9443 */
  readonly webhook?: number;
}

const { 'ports?': _ports, 'metrics?': _metrics, 'scaling?': _scaling, ...podShapes } = longRunningShapes;
const kind: Shape = (value, path) =>
  value instanceof CustomResource
    ? undefined
    : mustBe(path, value, 'a CustomResource', 'write new CustomResource({ … })');
const named = textLike(/^[a-z0-9]([-a-z0-9./]*[a-z0-9])?$/, 'a resource in plural and lower case, such as deployments');
const resources = listOf(fieldsOf<OperatorResource>({ 'group?': text, resource: named }));

/** What JavaScript may say of an operator. */
export const operatorShape = fieldsOf<OperatorProps>({
  ...podShapes,
  kinds: nonEmpty(kind, 'kind'),
  'watches?': resources,
  'writes?': resources,
  'namespaces?': nonEmpty(text, 'namespace'),
  'leaderElection?': (value, path) => (value === false ? undefined : text(value, path)),
  'webhooks?': listOf(
    fieldsOf<OperatorWebhook>({
      type: oneOf('mutating', 'validating'),
      kind,
      path: textLike(/^\/.+/, 'a path, such as /validate'),
      'operations?': nonEmpty(oneOf('CREATE', 'UPDATE', 'DELETE'), 'operation'),
      'failurePolicy?': oneOf('Fail', 'Ignore'),
      'timeoutSeconds?': wholeNumberFrom(1, 10),
    }),
  ),
  'samples?': listOf(
    fieldsOf<OperatorSample>({
      apiVersion: text,
      kind: text,
      metadata: fieldsOf<OperatorSample['metadata']>({ name: text, 'namespace?': text }),
      spec: anything,
    }),
  ),
  'ports?': fieldsOf<OperatorPorts>({ 'metrics?': portNumber, 'health?': portNumber, 'webhook?': portNumber }),
  'aggregateRoles?': flag,
});
