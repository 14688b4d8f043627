import { reject } from '../fleet/reject';
import { notFound, type ShapeProblem } from '../fleet/shape';
import type { PortModel } from '../model/port-model';

/** What the names of a store's pods are made of. */
export interface StoreMembersOptions {
  /** The name of its construct, and its path: for messages. */
  readonly kind: string;
  readonly where: string;
  /** Name of the StatefulSet. */
  readonly name: string;
  readonly namespace: string;
  /** Name of the headless Service. */
  readonly serviceName: string;
  /** DNS domain of the cluster. */
  readonly dnsDomain: string;
  readonly firstOrdinal: number;
  /** Left out where the tree does not say how many there are. */
  readonly replicas?: number | undefined;
  readonly ports: readonly PortModel[];
  /** Names of its claim templates. */
  readonly claimTemplates: readonly string[];
}

/** The pods of a store, by the names that they keep. */
export class StoreMembers {
  /** Name of the headless Service. */
  readonly serviceName: string;
  /**
   * DNS name of all pods: it has an address for each. Configuration that names it alone stays the same when the store gets
   * more pods, and so does not roll them.
   */
  readonly domain: string;

  constructor(private readonly options: StoreMembersOptions) {
    const { serviceName, namespace, dnsDomain } = options;
    this.serviceName = serviceName;
    this.domain = `${serviceName}.${namespace}.svc.${dnsDomain}`;
  }

  /** Numbers of the pods, in order. Throws where a controller decides how many there are. */
  ordinals(): readonly number[] {
    const { firstOrdinal } = this.options;
    return this.names().map((_, index) => firstOrdinal + index);
  }

  /** Names of the pods, in order. Throws where a controller decides how many there are. */
  names(): readonly string[] {
    const { name, firstOrdinal, replicas } = this.options;
    if (replicas === undefined)
      this.reject({
        path: 'replicas',
        message: 'Required value: the number of pods is left to a controller, so that they cannot be listed',
        fix: `look them up by the DNS name of all of them (${this.domain}), or declare replicas`,
      });
    return Array.from({ length: replicas }, (_, index) => `${name}-${firstOrdinal + index}`);
  }

  /** Names of the claims of the pods, in order: of one template, or of all. Throws for a template that the store does not have. */
  claims(template?: string): readonly string[] {
    const { claimTemplates } = this.options;
    if (template !== undefined && !claimTemplates.includes(template))
      this.reject(notFound('volumeClaimTemplates', template, claimTemplates));
    const templates = template === undefined ? claimTemplates : [template];
    return templates.flatMap((name) => this.names().map((pod) => `${name}-${pod}`));
  }

  /** DNS names of the pods, in order. */
  hosts(): readonly string[] {
    return this.names().map((pod) => `${pod}.${this.domain}`);
  }

  /** Addresses of the pods at a port that the store declares, by its name or number: `etcd-0.etcd-peers.data.svc.cluster.local:2380`. */
  addresses(port: string | number): readonly string[] {
    const { containerPort } = this.port(port);
    return this.hosts().map((host) => `${host}:${containerPort}`);
  }

  /** DNS name of the SRV records of a port, which name every pod. */
  srv(port: string | number): string {
    const { name, protocol } = this.port(port);
    return `_${name}._${protocol.toLowerCase()}.${this.domain}`;
  }

  private port(wanted: string | number): PortModel {
    const { ports } = this.options;
    const found = ports.find(({ name, containerPort }) => name === wanted || containerPort === wanted);
    if (found !== undefined) return found;
    const known = ports.flatMap(({ name, containerPort }) => [name, String(containerPort)]);
    return this.reject(notFound('ports', String(wanted), known));
  }

  private reject(problem: ShapeProblem): never {
    const { kind, where } = this.options;
    return reject({ kind, name: where, origin: where }, problem);
  }
}
