import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Port,
  WebService,
  type CanaryRollout,
  type EnvValue,
  type Probe,
  type ProbeTiming,
  type WebServiceProps,
} from '../../lib';

/** What every container of the shop asks for, unless it says otherwise. */
export const smallResources = {
  requests: { cpu: '100m', memory: '64Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};

/** The security settings that the shop was published with, on top of the library's. */
export const publishedSecurity = {
  podSecurityContext: { fsGroup: 1000, runAsGroup: 1000, runAsNonRoot: true, runAsUser: 1000 },
  securityContext: { privileged: false },
} satisfies Partial<WebServiceProps>;

/** The shop was deployed with `app` as its selector; selectors cannot be changed. */
export const adopted = (name: string) => ({ labels: { app: name }, selectorLabels: { app: name } });

export interface BoutiqueServiceProps {
  readonly image: string;
  readonly replicas: number;
  readonly port: number;
  /** Port of the Service, where it is another one. */
  readonly servicePort?: number;
  readonly env?: Readonly<Record<string, EnvValue>>;
  readonly resources?: WebServiceProps['resources'];
  readonly readiness?: ProbeTiming;
  readonly liveness?: ProbeTiming;
  /** How long the service gets to end. @default the library's default, as a few of them were published */
  readonly terminationGracePeriod?: Duration;
  /** How a new version takes over. @default as soon as its pods are ready */
  readonly rollout?: CanaryRollout;
}

/** One of the shop's gRPC services: they are all of one shape. */
export function boutiqueService(scope: Construct, name: string, props: BoutiqueServiceProps): WebService {
  const {
    image,
    replicas,
    port,
    servicePort = port,
    env = {},
    resources = smallResources,
    readiness = {},
    liveness = {},
    terminationGracePeriod,
    rollout,
  } = props;
  const probe = (timing: ProbeTiming): Probe => ({ grpc: {}, ...timing });
  return new WebService(scope, name, {
    ...adopted(name),
    ...publishedSecurity,
    image,
    replicas,
    containerName: 'server',
    port: Port.grpc(port, { servicePort }),
    env,
    resources,
    probes: { readiness: probe(readiness), liveness: probe(liveness) },
    ...(rollout === undefined ? {} : { rollout }),
    ...(terminationGracePeriod === undefined ? {} : { terminationGracePeriod, drain: Duration.seconds(2) }),
  });
}
