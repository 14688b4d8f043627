import { apiGroup } from '../../manifest/api-version';
import type { GatewayApiFacts } from '../../fleet/gateway-api-facts';
import type { IngressControllerFacts } from '../../fleet/network-facts';
import { compareText } from '../../manifest/compare-text';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/json';
import type { ObjectIdentity } from '../../manifest/object-identity';

/** What one object of a cluster's tree is, and where it comes from. */
export interface InventoryEntry {
  readonly apiVersion: string;
  readonly kind: string;
  /** Left out for an object without a namespace. */
  readonly namespace?: string;
  readonly name: string;
  /** Relative to the output folder, with `/` on every system. */
  readonly file: string;
  /** SHA-256 of the object's YAML document, in hexadecimal digits. */
  readonly sha256: string;
  /** Path of the construct that it comes from. */
  readonly origin?: string;
}

/** What a cluster serves, so that whoever has only its tree can tell which objects it takes. */
export interface ServedVersions {
  /** Kubernetes minor version, such as `1.33`. */
  readonly kubernetesVersion?: string;
  /** The Gateway API definitions that are installed in the cluster. */
  readonly gatewayApi?: GatewayApiFacts;
  /** The ingress controllers and gateways of the cluster: who sends requests to the Ingresses and routes of the tree. */
  readonly ingressControllers?: readonly IngressControllerFacts[];
}

/** The objects that a synth wrote for a cluster, and so the files that it may change and remove. */
export interface Inventory extends ServedVersions {
  readonly environment: string;
  readonly cluster: string;
  readonly objects: readonly InventoryEntry[];
}

/** Folder of the inventories below the output folder: outside of what a GitOps engine syncs. */
export const inventoryFolder = '.inventory';

/** The inventory's file: JSON with one line for each object, sorted by file, so that a diff shows what came and went. */
export function formatInventory({ objects, ...head }: Inventory): string {
  const lines = [...objects].sort(byFileAndIdentity).map((entry) => `    ${JSON.stringify(entry)}`);
  const { environment, cluster, kubernetesVersion, gatewayApi, ingressControllers } = head;
  const fields = Object.entries({ environment, cluster, kubernetesVersion, gatewayApi, ingressControllers })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
  return `{\n${fields.join('')}  "objects": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

function byFileAndIdentity(one: InventoryEntry, other: InventoryEntry): number {
  return (
    compareText(one.file, other.file) ||
    compareText(one.kind, other.kind) ||
    compareText(one.namespace ?? '', other.namespace ?? '') ||
    compareText(one.name, other.name) ||
    compareText(one.apiVersion, other.apiVersion)
  );
}

/** Identity of the object that an entry stands for. */
export function identityOfEntry({ apiVersion, kind, namespace = '', name }: InventoryEntry): ObjectIdentity {
  return { group: apiGroup(apiVersion), kind, namespace, name };
}

/**
 * Reads an inventory back. Its files are removed one day, so each must lie in the cluster's own folder.
 *
 * @throws when the text is no inventory, as after a merge conflict
 */
export function parseInventory(text: string, path: string, clusterFolder: string): Inventory {
  const value = parseJson(text);
  if (!isJsonObject(value) || typeof value.environment !== 'string' || typeof value.cluster !== 'string') {
    throw unreadable(path, clusterFolder);
  }
  const { objects } = value;
  if (!isJsonArray(objects) || !objects.every(isEntry)) throw unreadable(path, clusterFolder);
  const stray = objects.find(({ file }) => !file.startsWith(`${clusterFolder}/`) || file.split('/').includes('..'));
  if (stray !== undefined) throw new Error(`${path}: ${stray.file} is not in ${clusterFolder}, so it is left alone`);
  return { environment: value.environment, cluster: value.cluster, ...parseServedVersions(value), objects };
}

function parseServedVersions({ kubernetesVersion, gatewayApi, ingressControllers }: JsonObject): ServedVersions {
  const { version, channel } = isJsonObject(gatewayApi) ? gatewayApi : {};
  const knowsGateway = typeof version === 'string' && (channel === 'standard' || channel === 'experimental');
  return {
    ...(typeof kubernetesVersion === 'string' ? { kubernetesVersion } : {}),
    ...(knowsGateway ? { gatewayApi: { version, channel } } : {}),
    ...(isJsonArray(ingressControllers) ? { ingressControllers: ingressControllers.filter(isIngressController) } : {}),
  };
}

function isIngressController(value: JsonValue): value is JsonObject & IngressControllerFacts {
  if (!isJsonObject(value)) return false;
  const { className, api, namespace, podLabels } = value;
  const known =
    typeof className === 'string' && typeof namespace === 'string' && (api === 'Ingress' || api === 'Gateway');
  return known && isJsonObject(podLabels) && Object.values(podLabels).every((label) => typeof label === 'string');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(path: string, clusterFolder: string): Error {
  return new Error(
    `${path} is no inventory, so nothing is known of the files in ${clusterFolder}.\n` +
      `  fix:  restore it from Git; or remove both, and synthesize again`,
  );
}

function isEntry(value: JsonValue): value is JsonObject & InventoryEntry {
  if (!isJsonObject(value)) return false;
  const { apiVersion, kind, namespace = '', name, file, sha256, origin = '' } = value;
  return [apiVersion, kind, namespace, name, file, sha256, origin].every((field) => typeof field === 'string');
}
