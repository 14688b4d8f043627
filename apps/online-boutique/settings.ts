import { Settings, type CanaryRollout, type RetryPolicy } from '../../lib';
import type { FlagEvaluation } from '../../lib/flags';
import { clusters } from './clusters';

export interface BoutiqueSettings {
  readonly registry: string;
  /** Tag of the shop's own images. */
  readonly version: string;
  readonly redisImage: string;
  readonly busyboxImage: string;
  /** Simulated customers; none where real ones come. */
  readonly loadGenerator: { readonly enabled: boolean; readonly users: number; readonly rate: number };
  /** Seconds that most services get to end; a mesh's proxy needs more than the published five. */
  readonly terminationGraceSeconds: number;
  /** Production has as many as the placement of the shop gives each cluster. */
  readonly replicas: { readonly default: number; readonly frontend: number };
  /** Whether the shop front follows its customers; otherwise it has its replicas. */
  readonly scaled: boolean;
  /** Whether what it promises its customers is measured: where the cluster has a Prometheus, and a mesh that counts requests. */
  readonly measured: boolean;
  /** Mails by way of a list, where the cluster runs KEDA. */
  readonly mailWorker: { readonly enabled: boolean };
  /** A new version of the product catalog, and its share of the requests; 0 where no mesh could tell them apart. */
  readonly canary: { readonly version: string; readonly weight: number };
  /** How new recommendations come out: at once, or a share at a time, by requests where the mesh leaves its routes to that. */
  readonly recommendations: 'at once' | NonNullable<CanaryRollout['sharedBy']>;
  /** Who of a hundred customers sees the new checkout, and where that is decided; nobody where no operator serves flags. */
  readonly newCheckout: { readonly percent: number; readonly evaluation: FlagEvaluation };
  /** When and how often a mesh sends a failed request again. */
  readonly retries: RetryPolicy;
  /** What all pods of the shop may request together. */
  readonly quota: { readonly cpu: string; readonly memory: string; readonly pods: number };
  /** How customers get in: straight to a load balancer, as published, or by name through the ingress controller. */
  readonly entry: { readonly type: 'loadBalancer' } | { readonly type: 'ingress'; readonly host: string };
}

/** The published values; production gets more replicas and real customers. */
export const settings = new Settings<BoutiqueSettings>(
  {
    base: {
      registry: 'us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo',
      version: 'v0.10.6',
      redisImage: 'redis:alpine',
      busyboxImage: 'busybox:1.38.0@sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d',
      loadGenerator: { enabled: true, users: 10, rate: 1 },
      terminationGraceSeconds: 5,
      replicas: { default: 1, frontend: 1 },
      scaled: false,
      measured: false,
      mailWorker: { enabled: false },
      canary: { version: 'v0.10.6', weight: 0 },
      recommendations: 'at once',
      newCheckout: { percent: 0, evaluation: 'sidecar' },
      retries: { attempts: 2, on: ['unavailable'] },
      quota: { cpu: '4', memory: '8Gi', pods: 40 },
      entry: { type: 'loadBalancer' },
    },
    environments: {
      staging: {
        loadGenerator: { users: 50, rate: 5 },
        terminationGraceSeconds: 15,
        replicas: { default: 2, frontend: 2 },
        canary: { version: 'v0.10.7', weight: 50 },
        quota: { cpu: '16', memory: '16Gi', pods: 80 },
        entry: { type: 'ingress', host: 'shop.staging.example.com' },
      },
      prod: {
        loadGenerator: { enabled: false },
        terminationGraceSeconds: 15,
        replicas: { frontend: 4 },
        scaled: true,
        canary: { version: 'v0.10.7', weight: 10 },
        newCheckout: { percent: 10 },
        quota: { cpu: '40', memory: '48Gi', pods: 160 },
        entry: { type: 'ingress', host: 'shop.example.com' },
      },
    },
    regions: {
      'us-east-1': { replicas: { frontend: 6 } },
    },
    clusters: {
      'prod-euw1': { mailWorker: { enabled: true }, measured: true, recommendations: 'requests' },
      // A waypoint retries on these, whatever its routes say: other clusters may have less.
      'prod-use1': {
        recommendations: 'pods',
        retries: { on: ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'] },
      },
      // Kubernetes 1.28 has no sidecar containers.
      'prod-apse1': {
        replicas: { frontend: 3 },
        measured: true,
        newCheckout: { evaluation: 'in-process' },
      },
    },
  },
  clusters,
);
