import type { Construct } from 'constructs';
import { WebService, type PortModel } from '../../lib';
import type { PaymentsSettings } from './settings';

export interface PaymentsServiceProps {
  readonly port: PortModel;
  /** Where it answers the kubelet and shows its metrics. @default the port that it serves on */
  readonly adminPort?: PortModel;
  readonly env?: Readonly<Record<string, string>>;
  /** Name of the image. @default the service's name */
  readonly image?: string;
  /** Tag of the image. @default the settings' stable version */
  readonly version?: string;
}

/** One of the platform's services: they are all of one shape. */
export function paymentsService(
  scope: Construct,
  name: string,
  { registry, versions, replicas }: PaymentsSettings,
  { port, adminPort, env = {}, image = name, version = versions.stable }: PaymentsServiceProps,
): WebService {
  const admin = (adminPort ?? port).containerPort;
  // Over HTTP: Consul's proxies let the kubelet through by no other way.
  const probe = (path: string) => ({ httpGet: { path, port: admin } });
  return new WebService(scope, name, {
    image: `${registry}/${image}:${version}`,
    port,
    ...(adminPort === undefined ? {} : { ports: [adminPort] }),
    replicas,
    env,
    probes: { readiness: probe('/ready'), liveness: probe('/live') },
    metrics: { port: admin },
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
  });
}
