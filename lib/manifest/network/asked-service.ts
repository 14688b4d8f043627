/**
 * The Service that a host means to pods of a namespace: a name alone is one of their own. Undefined where it is no name of
 * the cluster's.
 */
export function askedService(
  host: string,
  fromNamespace: string,
  dnsDomain: string,
): { readonly namespace: string; readonly name: string } | undefined {
  const [name = '', namespace = fromNamespace, ...rest] = host.toLowerCase().replace(/\.$/, '').split('.');
  return ['', 'svc', `svc.${dnsDomain}`].includes(rest.join('.')) ? { namespace, name } : undefined;
}
