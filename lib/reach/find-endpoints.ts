import { parseAddressRange, type AddressRange } from './address-range';
import type { WorkloadNode } from './workload-node';

/** What a user's word for an end of a connection stands for. */
export type EndpointMatch =
  | { readonly kind: 'workloads'; readonly workloads: readonly number[] }
  | { readonly kind: 'addresses'; readonly range: AddressRange }
  | { readonly kind: 'ingressController' };

/** Thrown where a name stands for no workload, or for several: the message lists what could be meant. */
export class UnknownEndpoint extends Error {
  override readonly name = 'UnknownEndpoint';
}

/**
 * Reads `boutique/cart`, `Deployment boutique/cart`, `boutique/*`, `10.0.0.0/8`, `10.1.2.3` or `ingress-controller`.
 *
 * @throws UnknownEndpoint where no workload has that name, or several have
 */
export function findEndpoints(text: string, workloads: readonly WorkloadNode[]): EndpointMatch {
  if (text === 'ingress-controller') return { kind: 'ingressController' };
  const range = parseAddressRange(text);
  if (range !== undefined) return { kind: 'addresses', range };
  const [, kind, namespace = '', name = ''] = /^(?:(\S+) )?([^/\s]+)\/(\S+)$/.exec(text) ?? [];
  const found = workloads.flatMap((workload, i) => {
    const matches =
      workload.namespace === namespace &&
      (name === '*' || workload.name === name) &&
      (kind === undefined || workload.kind === kind);
    return matches ? [i] : [];
  });
  if (found.length === 0) throw new UnknownEndpoint(possibleEndpoints(text, workloads));
  if (found.length > 1 && name !== '*') {
    const choices = found.map((i) => fullName(workloads[i])).join(', ');
    throw new UnknownEndpoint(`"${text}" names several workloads. Use one of: ${choices}`);
  }
  return { kind: 'workloads', workloads: found };
}

function possibleEndpoints(text: string, workloads: readonly WorkloadNode[]): string {
  const names = workloads.map(({ namespace, name }) => `${namespace}/${name}`);
  const shown = names.length > 50 ? [...names.slice(0, 50), `and ${names.length - 50} more`] : names;
  return [
    `No workload is named "${text}".`,
    `Workloads: ${shown.join(', ') || 'none'}.`,
    'Also possible: namespace/*, an address, a CIDR range, ingress-controller.',
  ].join('\n');
}

function fullName(workload: WorkloadNode | undefined): string {
  return workload === undefined ? '' : `${workload.kind} ${workload.namespace}/${workload.name}`;
}
