import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fieldsOf, listOf, mustBe, nonEmpty, oneOf, portNumber, text, type Shape } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import { chartContextOf } from '../chart/chart-context';
import type { ExternalPortModel, ExternalServiceModel, Peer } from '../model/connection';
import { addressBlock } from './address-block';

/** How something outside the cluster is reached: network policies and the mesh open exactly this. */
export interface ExternalServiceProps {
  /** Name of the objects that a mesh gets for it. @default the construct's id */
  readonly name?: string;
  /** DNS names under which it is reached; the first label may be `*`. */
  readonly hosts: readonly string[];
  /** Ports that it listens on, with what is spoken there. @default 443, HTTPS */
  readonly ports?: readonly ExternalPortModel[];
  /**
   * Addresses that the names resolve to, where they are fixed. A NetworkPolicy can only name addresses: without them
   * the cluster needs a plugin that knows DNS names (Cilium).
   *
   * @default none
   */
  readonly cidrs?: readonly string[];
}

const host: Shape = (value, path) =>
  typeof value === 'string' &&
  value.length <= 253 &&
  value
    .replace(/^\*\./, '')
    .split('.')
    .every((label) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(label))
    ? undefined
    : mustBe(
        path,
        value,
        'a DNS name in lower case, as in api.example.com or *.example.com',
        'write the name alone, without scheme, port and path',
      );

const propsShape = fieldsOf<ExternalServiceProps>({
  'name?': text,
  hosts: nonEmpty(host, 'at least one DNS name'),
  'ports?': listOf(
    fieldsOf<ExternalPortModel>({
      name: text,
      port: portNumber,
      application: oneOf('http', 'https', 'grpc', 'tls', 'tcp'),
    }),
  ),
  'cidrs?': listOf(addressBlock),
});

/** Something outside the cluster that workloads talk to, by name: `workload.connections.allowTo(service.peer)`. */
export class ExternalService extends Construct {
  /** What a connection is declared to. */
  readonly peer: Peer;

  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, placedId('ExternalService', scope, id));
    assertProps(this, 'ExternalService', propsShape, props);
    const { name = id, hosts, ports = [{ name: 'https', port: 443, application: 'https' }], cidrs = [] } = props;
    const { namespace, chart, objectLabels } = chartContextOf(this);
    const service: ExternalServiceModel = {
      name,
      namespace,
      hosts,
      ports,
      cidrs,
      chart,
      objectLabels,
      origin: this.node.path,
    };
    this.peer = { type: 'external', service };
  }
}
