import { assertMeshOptions, everyMesh, everyMeshOptions } from './every-mesh';
import { minorVersion } from './minor-version';
import { dnsLabel } from './name-rules';
import { fields, fieldsOf, listOf, oneOf, text } from './shape';

/** An installation of Istio: whether proxies run beside pods or on nodes, and which fields its version reads. */
export interface IstioFacts {
  /** Tells the meshes apart. */
  readonly product: 'istio';
  /** `sidecar`: a proxy in every pod. `ambient`: a proxy on every node, waypoints for layer 7. */
  readonly mode: 'sidecar' | 'ambient';
  /** Minor version, such as `1.30`. */
  readonly version: string;
  /** First part of every identity, `spiffe://<trustDomain>/…`. */
  readonly trustDomain: string;
  /** Namespace of istiod and of mesh-wide policies. */
  readonly rootNamespace: string;
  /** Revision that namespaces are labelled with (`istio.io/rev`); `istio-injection: enabled` when left out. */
  readonly revision?: string;
  /** Whether the Istio CNI plugin sets up redirection, so that pods need no NET_ADMIN. */
  readonly cni: boolean;
  /** Whether proxies run as restartable init containers; the facts of a cluster say it by its Kubernetes version, never `auto`. */
  readonly nativeSidecars: boolean | 'auto';
  /** `meshConfig.outboundTrafficPolicy.mode`: whether proxies send what they do not know. Left out, `ALLOW_ANY`. */
  readonly outboundTrafficPolicy?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  /** Names under `meshConfig.extensionProviders`. */
  readonly extensionProviders: readonly string[];
}

/** How Istio is installed in a cluster: what is emitted for it follows from these. */
export interface IstioOptions {
  /** `sidecar`: a proxy in every pod. `ambient`: a proxy on every node, waypoints for layer 7. @default 'sidecar' */
  readonly mode?: IstioFacts['mode'];
  /** Minor version, such as `1.30`. */
  readonly version: string;
  /** `meshConfig.trustDomain`. @default 'cluster.local', Istio's default */
  readonly trustDomain?: string;
  /** `meshConfig.rootNamespace`. @default 'istio-system', Istio's default */
  readonly rootNamespace?: string;
  /** Revision or tag for the namespace label `istio.io/rev`. @default none: `istio-injection: enabled` */
  readonly revision?: string;
  /** Whether the CNI node agent redirects traffic, so that pods need no NET_ADMIN. @default true */
  readonly cni?: boolean;
  /**
   * Whether proxies are restartable init containers (`ENABLE_NATIVE_SIDECARS`).
   *
   * @default 'auto': from Istio 1.27 on, on Kubernetes 1.33 and newer
   */
  readonly nativeSidecars?: boolean | 'auto';
  /** `meshConfig.outboundTrafficPolicy.mode`. @default 'ALLOW_ANY', Istio's default */
  readonly outboundTrafficPolicy?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  /** Names under `meshConfig.extensionProviders`, for tracing and access logs. @default none */
  readonly extensionProviders?: readonly string[];
}

/** Which versions `istio` takes. */
export const istioVersion = minorVersion({
  major: 1,
  oldest: { minor: 22, reason: 'is the first that serves v1 of its kinds, and nothing older is emitted' },
  newest: 30,
});

const modes: readonly IstioFacts['mode'][] = ['sidecar', 'ambient'];

/** What an installation of Istio is where nothing else is said. */
export const istioDefaults = {
  product: 'istio',
  mode: 'sidecar',
  trustDomain: 'cluster.local',
  rootNamespace: 'istio-system',
  cni: true,
  nativeSidecars: 'auto',
  extensionProviders: [],
} as const;

const options = {
  'mode?': oneOf(...modes),
  'revision?': dnsLabel,
  'outboundTrafficPolicy?': oneOf('ALLOW_ANY', 'REGISTRY_ONLY'),
  'extensionProviders?': listOf(text),
} as const;

/** How facts of Istio are checked, as a file or plain JavaScript has them. */
export const istioShape = fields({ ...everyMesh, ...options });

const optionsShape = fieldsOf<IstioOptions>({ ...everyMeshOptions, version: istioVersion, ...options });

/** Says that a cluster runs Istio. Throws for a version or a mode that there is none of, and for names that cannot be. */
export function istio(options: IstioOptions): IstioFacts {
  assertMeshOptions('istio', optionsShape, options);
  return { ...istioDefaults, ...options };
}
