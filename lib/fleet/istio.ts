import { everyMesh } from './every-mesh';
import { assertDnsLabel, unknownName } from './name-rules';
import { fields, listOf, oneOf, text } from './shape';

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
  /** Whether proxies run as restartable init containers. */
  readonly nativeSidecars: boolean;
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
  /** Whether proxies are restartable init containers. @default true, as `auto` has it on every supported Kubernetes version */
  readonly nativeSidecars?: boolean;
  /** `meshConfig.outboundTrafficPolicy.mode`. @default 'ALLOW_ANY', Istio's default */
  readonly outboundTrafficPolicy?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  /** Names under `meshConfig.extensionProviders`, for tracing and access logs. @default none */
  readonly extensionProviders?: readonly string[];
}

/** The oldest version that serves `v1` of every kind that is emitted. */
const oldest = 22;

const modes: readonly IstioFacts['mode'][] = ['sidecar', 'ambient'];

/** What an installation of Istio is where nothing else is said. */
export const istioDefaults = {
  product: 'istio',
  mode: 'sidecar',
  trustDomain: 'cluster.local',
  rootNamespace: 'istio-system',
  cni: true,
  nativeSidecars: true,
  extensionProviders: [],
} as const;

/** How facts of Istio are checked, as a file or plain JavaScript has them. */
export const istioShape = fields({
  ...everyMesh,
  'mode?': oneOf(...modes),
  'revision?': text,
  'outboundTrafficPolicy?': oneOf('ALLOW_ANY', 'REGISTRY_ONLY'),
  'extensionProviders?': listOf(text),
});

/** Says that a cluster runs Istio. Throws for a version or a mode that there is none of, and for names that cannot be. */
export function istio(options: IstioOptions): IstioFacts {
  const facts: IstioFacts = { ...istioDefaults, ...options };
  const { mode, version, trustDomain, rootNamespace, revision } = facts;
  if (!modes.includes(mode)) throw unknownName('istio: mode', mode, modes);
  const minor = /^1\.(0|[1-9]\d*)$/.exec(version)?.[1];
  if (minor === undefined)
    throw new Error(`istio: version: Invalid value: "${version}": must be a minor version, such as "1.30"`);
  if (Number(minor) < oldest)
    throw new Error(
      `istio: version: Unsupported value: "${version}": 1.${oldest} is the first that serves v1 of its kinds, and nothing older is emitted`,
    );
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(trustDomain))
    throw new Error(
      `istio: trustDomain: Invalid value: "${trustDomain}": must be lower case letters, digits, '-' and '.', without "spiffe://"`,
    );
  assertDnsLabel('istio: rootNamespace', rootNamespace);
  if (revision !== undefined) assertDnsLabel('istio: revision', revision);
  return facts;
}
