import { fieldsOf, nonEmpty, text, textMap, textOr } from '../fleet/shape';
import { IntentSort } from './intent-sort';
import type { WorkloadModel } from './workload-model';

/** How a workload is reached from outside: becomes an Ingress or a route, whichever the controller of the class reads. */
export interface ExposeOptions {
  /** Host names under which it is reached from outside. */
  readonly hosts: readonly string[];
  /**
   * Class of the ingress controller or gateway.
   *
   * @default the cluster's only one; where it has none or several, an error
   */
  readonly className?: string;
  /** Name of the port that is shown. @default the workload's first */
  readonly port?: string;
  /** Path below which it is reached, or several of them. @default '/' */
  readonly path?: string | readonly string[];
  /**
   * The Secret with the certificate. An Ingress names it. With Gateway API the Gateway's listener holds it: the route
   * attaches to the `tlsListener` of the cluster's facts, and to no listener for plain HTTP.
   *
   * @default none: plain HTTP, or what the Gateway's listeners do
   */
  readonly tls?: { readonly secretName: string };
  /** Name of the Ingress or route: set it where a workload is exposed twice. @default the workload's name */
  readonly name?: string;
  /** Annotations on the Ingress or route. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** How the options of an exposure are checked. */
export const exposeShape = fieldsOf<ExposeOptions>({
  hosts: nonEmpty(text, 'at least one DNS name'),
  'className?': text,
  'port?': text,
  'path?': textOr(nonEmpty(text, 'at least one path')),
  'tls?': fieldsOf<NonNullable<ExposeOptions['tls']>>({ secretName: text }),
  'name?': text,
  'annotations?': textMap,
});

/** The paths below which a workload is reached. */
export function exposedPaths({ path = '/' }: ExposeOptions): readonly string[] {
  return typeof path === 'string' ? [path] : path;
}

/** A workload that is reached from outside the cluster, through an ingress controller or a gateway. */
export interface ExposedWorkload extends ExposeOptions {
  readonly workload: WorkloadModel;
  readonly origin: string;
}

/** What the workloads of a tree expose. */
export const exposures = new IntentSort<ExposedWorkload>();
