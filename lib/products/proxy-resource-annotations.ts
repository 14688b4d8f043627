import type { MeshRecord, ProxyAmounts } from './mesh-product';

/** The annotations that tell a mesh what the proxy of a pod asks for. */
export function proxyResourceAnnotations(
  { proxy: { resourceAnnotations: names } }: MeshRecord,
  { requests = {}, limits = {} }: Partial<ProxyAmounts>,
): Readonly<Record<string, string>> {
  const pairs = [
    [names.requests.cpu, requests.cpu],
    [names.requests.memory, requests.memory],
    [names.limits.cpu, limits.cpu],
    [names.limits.memory, limits.memory],
  ] as const;
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [[name, value]])),
  );
}
