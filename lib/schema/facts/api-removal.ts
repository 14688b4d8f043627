import { isAtLeast, kubernetesVersions, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { apiGroup, apiVersionOnly } from '../../manifest/objects/api-version';
import { isBuiltInGroup } from './built-in-groups';
import { removedApis } from './removed-apis';
import { shippedFacts } from './shipped-facts';

/** When API servers stop to serve a version of a built-in kind. */
export interface ApiRemoval {
  /** First Kubernetes version that does not serve it. */
  readonly removedIn: string;
  /** The `apiVersion` to use instead; undefined where nothing takes its place. */
  readonly replacement: string | undefined;
}

/**
 * The removal of a version of a kind, as far as the cluster has reached it: looks at the Kubernetes versions up to
 * `upTo`. Undefined for what is still served there, and for what never was.
 */
export function apiRemoval(apiVersion: string, kind: string, upTo: KubernetesVersion): ApiRemoval | undefined {
  if (!isBuiltInGroup(apiGroup(apiVersion))) return undefined;
  const listed = removedApis.find((removed) => removed.apiVersion === apiVersion && removed.kinds.includes(kind));
  if (listed !== undefined) {
    return isAtLeast(upTo, listed.removedIn)
      ? { removedIn: listed.removedIn, replacement: listed.replacement }
      : undefined;
  }
  if (isStable(apiVersion)) return undefined;
  const key = `${apiGroup(apiVersion)}/${apiVersionOnly(apiVersion)}/${kind}`;
  let wasServed = false;
  for (const version of kubernetesVersions) {
    const facts = shippedFacts(version);
    if (facts === undefined) continue;
    const isServed = Object.hasOwn(facts.kinds, key);
    if (wasServed && !isServed) return { removedIn: version, replacement: replacementOf(apiVersion, kind, version) };
    wasServed = isServed;
    if (version === upTo) return undefined;
  }
  return undefined;
}

/**
 * No release of a major version of Kubernetes takes a stable version away.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-policy/ rule 4a
 */
function isStable(apiVersion: string): boolean {
  return /^v\d+$/.test(apiVersionOnly(apiVersion));
}

/** The same kind as another version serves it: in its own group where it can be, else wherever it moved to. */
function replacementOf(apiVersion: string, kind: string, version: KubernetesVersion): string | undefined {
  const keys = Object.keys(shippedFacts(version)?.kinds ?? {}).filter((key) => key.endsWith(`/${kind}`));
  const found = keys.find((key) => key.startsWith(`${apiGroup(apiVersion)}/`)) ?? keys[0];
  if (found === undefined) return undefined;
  const [group = '', replacement = ''] = found.split('/');
  return group === '' ? replacement : `${group}/${replacement}`;
}
