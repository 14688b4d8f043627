import type { Field } from '../../../manifest/objects/field';
import { namespaceOf } from '../../../manifest/objects/find-object';
import { parseLabels, type Labels } from '../../../manifest/objects/label-selector';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { policyName } from '../../policies/policy-name';
import type { PolicyProblem } from '../../policies/policy-problem';
import { PolicyReader } from '../../policies/policy-reader';

const modes = ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'] as const;
export type PeerAuthenticationMode = 'DISABLE' | 'PERMISSIVE' | 'STRICT';

/** A PeerAuthentication: which connections its pods accept. */
export interface PeerAuthentication {
  readonly name: string;
  readonly namespace: string;
  readonly selector?: Labels;
  /** What a wider policy says when left out. */
  readonly mode?: PeerAuthenticationMode;
  readonly ports: ReadonlyMap<number, PeerAuthenticationMode>;
}

/** How a port accepts connections, and which policy says so. */
export interface PortMode {
  readonly mode: PeerAuthenticationMode;
  readonly by: string;
}

/** Modes of the ports of a pod: some by number, and that of all others. */
export interface PodModes {
  readonly ports: ReadonlyMap<number, PortMode>;
  readonly others: PortMode;
}

export function readPeerAuthentications(manifests: ManifestSet): {
  readonly policies: readonly PeerAuthentication[];
  readonly problems: readonly PolicyProblem[];
} {
  const read = manifests.ofKind('security.istio.io', 'PeerAuthentication').map((source) => {
    const reader = new PolicyReader(source);
    return { policy: readPolicy(reader), problems: reader.problems };
  });
  return {
    policies: read.map(({ policy }) => policy).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/**
 * What holds for a pod: its workload's policy over its namespace's over the mesh's, and a port's mode over all. Of two
 * policies of one scope the older counts, which manifests do not show: the first by name is taken.
 *
 * @param selecting policies whose selector takes the pod
 */
export function podModes(
  policies: readonly PeerAuthentication[],
  namespace: string,
  rootNamespace: string,
  selecting: (policy: PeerAuthentication) => boolean,
): PodModes {
  const whole = (of: string): PeerAuthentication | undefined =>
    policies.find((policy) => policy.selector === undefined && policy.namespace === of);
  // A selector in the root namespace takes no pods of other namespaces, and is not read for its own.
  const own =
    namespace === rootNamespace
      ? undefined
      : policies.find((policy) => policy.selector !== undefined && selecting(policy));
  const scopes = [own, whole(namespace), whole(rootNamespace)].filter((policy) => policy !== undefined);
  const deciding = scopes.find(({ mode }) => mode !== undefined);
  const others: PortMode = { mode: deciding?.mode ?? 'PERMISSIVE', by: deciding?.name ?? 'no PeerAuthentication' };
  const ports = new Map([...(own?.ports ?? [])].map(([port, mode]) => [port, { mode, by: own?.name ?? '' }]));
  return { ports, others };
}

function readPolicy(reader: PolicyReader): PeerAuthentication {
  const { manifest } = reader.source;
  const spec = reader.map(reader.root.at('spec'), ['selector', 'mtls', 'portLevelMtls']);
  const selector = parseLabels(reader.map(spec.at('selector'), ['matchLabels']).at('matchLabels').value);
  const mode = readMode(reader, spec.at('mtls'));
  const levels = spec.at('portLevelMtls').entries();
  const ports = levels.flatMap(([port, level]): (readonly [number, PeerAuthenticationMode])[] => {
    const number = reader.portNumber(level, /^\d+$/.test(port) ? Number(port) : port);
    const own = readMode(reader, level);
    return number === undefined || own === undefined ? [] : [[number, own]];
  });
  return {
    name: policyName(manifest),
    namespace: namespaceOf(manifest),
    ports: new Map(ports),
    ...(selector === undefined || Object.keys(selector).length === 0 ? {} : { selector }),
    ...(mode === undefined ? {} : { mode }),
  };
}

function readMode(reader: PolicyReader, field: Field): PeerAuthenticationMode | undefined {
  const mode = reader.map(field, ['mode']).at('mode');
  const read = mode.isSet ? reader.oneOf(mode, modes) : undefined;
  return read === 'UNSET' ? undefined : read;
}
