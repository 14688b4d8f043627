import { printable } from '../../manifest/objects/printable';
import { parseAddressRange, type AddressRange } from '../../manifest/network/address-range';
import { workloadName } from '../space/workload-name';
import type { WorkloadNode } from '../space/workload-node';

/** What a user's word for an end of a connection stands for. */
export type EndpointMatch =
  | { readonly kind: 'workloads'; readonly workloads: readonly number[] }
  | { readonly kind: 'addresses'; readonly range: AddressRange }
  | { readonly kind: 'ingressController' }
  /** Something outside by the name that policies call it: `api.stripe.com`, `*.stripe.com`, `entity:kube-apiserver`. */
  | { readonly kind: 'named'; readonly name: string };

/** Thrown where a name stands for no workload, or for several: the message lists what could be meant. */
export class UnknownEndpoint extends Error {
  override readonly name = 'UnknownEndpoint';
}

/**
 * Reads `boutique/cart`, `Deployment boutique/cart` (also `Deployment/boutique/cart` and `boutique/cart (Deployment)`),
 * `boutique/*` or `boutique` for a namespace, `Deployment` for a kind, `cart` where one namespace has it, an address, a
 * range of addresses, or `ingress-controller`.
 *
 * @throws UnknownEndpoint where no workload has that name, or several have
 */
export function findEndpoints(text: string, workloads: readonly WorkloadNode[]): EndpointMatch {
  const word = text.trim();
  if (/^\{?ingress-controller\}?$/.test(word)) return { kind: 'ingressController' };
  const range = parseAddressRange(word);
  if (range !== undefined) return { kind: 'addresses', range };
  const { kind, namespace, name } = parseEndpoint(word);
  if (isOutsideName(word) && !workloads.some((workload) => isNamed(workload, word)))
    return { kind: 'named', name: word };
  if (namespace === undefined) return { kind: 'workloads', workloads: findByOneWord(name, workloads) };
  const found = positions(
    workloads,
    (workload) =>
      workload.namespace === namespace &&
      (name === '*' || isNamed(workload, name)) &&
      (kind === undefined || isKind(workload, kind)),
  );
  if (found.length === 0) throw new UnknownEndpoint(possibleEndpoints(word, workloads));
  if (name !== '*' && areSeveral(found, workloads)) throw severalWorkloads(word, found, workloads);
  return { kind: 'workloads', workloads: found };
}

/** A name of the DNS has a dot; entities are said to be some. */
function isOutsideName(word: string): boolean {
  return /^(entity:[a-z-]+|[a-z0-9_*-]+(\.[a-z0-9_*-]+)+)$/i.test(word) && !/^[\d.]+$/.test(word);
}

interface EndpointWords {
  readonly kind?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name: string;
}

function parseEndpoint(word: string): EndpointWords {
  const [, leading, namespace, name, trailing] =
    /^(?:(\S+?)(?: +|\/))?([^/\s]+)\/([^/\s[(]+)(?: *[[(](\w+)[\])])?$/.exec(word) ?? [];
  return name === undefined ? { name: word } : { kind: leading ?? trailing, namespace, name };
}

/** A namespace before a kind before a name; a word that is two of these, or the name of several, must be made longer. */
function findByOneWord(word: string, workloads: readonly WorkloadNode[]): readonly number[] {
  const ofNamespace = positions(workloads, ({ namespace }) => namespace === word);
  const ofKind = positions(workloads, (workload) => isKind(workload, word));
  const ofName = positions(workloads, (workload) => isNamed(workload, word));
  const [found, ...others] = [ofNamespace, ofKind, ofName].filter(({ length }) => length > 0);
  if (found === undefined) throw new UnknownEndpoint(possibleEndpoints(word, workloads));
  if (found === ofName && areSeveral(found, workloads)) throw severalWorkloads(word, found, workloads);
  if (others.length > 0 && ofNamespace.length > 0) {
    const names = ofName.map((i) => fullName(workloads[i]));
    const choices = [`${word}/*`, ...names].join(', ');
    throw new UnknownEndpoint(`"${word}" is a namespace and something else, too. Use one of: ${choices}`);
  }
  return found;
}

function isKind({ kind, replicaOf }: WorkloadNode, word: string): boolean {
  return [kind, replicaOf?.kind].some((one) => one?.toLowerCase() === word.toLowerCase());
}

/** A workload goes by its own name, and a replica by that of its workload, too. */
function isNamed({ name, replicaOf }: WorkloadNode, word: string): boolean {
  return name === word || replicaOf?.name === word;
}

/** Whether a name stands for more than one workload: replicas of one are one. */
function areSeveral(found: readonly number[], workloads: readonly WorkloadNode[]): boolean {
  const owners = found.map((i) => {
    const { kind = '', name = '', namespace = '', replicaOf } = workloads[i] ?? {};
    return `${replicaOf?.kind ?? kind} ${namespace}/${replicaOf?.name ?? name}`;
  });
  return new Set(owners).size > 1;
}

function positions(workloads: readonly WorkloadNode[], isMeant: (workload: WorkloadNode) => boolean) {
  return workloads.flatMap((workload, i) => (isMeant(workload) ? [i] : []));
}

function severalWorkloads(text: string, found: readonly number[], workloads: readonly WorkloadNode[]) {
  const choices = found.map((i) => fullName(workloads[i])).join(', ');
  return new UnknownEndpoint(`"${text}" names several workloads. Use one of: ${choices}`);
}

function possibleEndpoints(text: string, workloads: readonly WorkloadNode[]): string {
  const names = workloads.map(({ namespace, name }) => printable(`${namespace}/${name}`));
  const shown = names.length > 50 ? [...names.slice(0, 50), `and ${names.length - 50} more`] : names;
  return [
    `No workload is named "${text}".`,
    `Workloads: ${shown.join(', ') || 'none'}.`,
    'Also possible: a namespace, a kind, namespace/*, an address, a CIDR range, ingress-controller, a DNS name.',
  ].join('\n');
}

function fullName(workload: WorkloadNode | undefined): string {
  return workload === undefined ? '' : printable(workloadName(workload));
}
