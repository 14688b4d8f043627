import { IntentSort } from './intent-sort';
import type { WorkloadModel } from './workload-model';

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
  /** Path below which it is reached. @default '/' */
  readonly path?: string;
  /**
   * The Secret with the certificate. An Ingress names it; with Gateway API the Gateway's listener holds it, so that it
   * cannot be named here.
   *
   * @default none: plain HTTP, or what the Gateway's listener does
   */
  readonly tls?: { readonly secretName: string };
  /** Annotations on the Ingress or route. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A workload that is reached from outside the cluster, through an ingress controller or a gateway. */
export interface Exposure extends ExposeOptions {
  readonly workload: WorkloadModel;
  readonly origin: string;
}

export const exposures = new IntentSort<Exposure>();
