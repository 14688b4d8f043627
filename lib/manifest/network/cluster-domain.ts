/** A host of a Service without the domain of its cluster: `cart.shop.svc` for `cart.shop.svc.cluster.local`. */
export function withoutClusterDomain(host: string): string {
  const at = host.indexOf('.svc.');
  return at >= 0 && /^[a-z0-9.-]+$/.test(host.slice(at + '.svc.'.length)) ? host.slice(0, at + '.svc'.length) : host;
}
