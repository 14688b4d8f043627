import { ConnectionSet, isProtocol } from './connection-set';

/** Ports as users write them: `8080`, `53/UDP`, `8000-8100/SCTP`; TCP where no protocol is given. Undefined for other text. */
export function parsePorts(text: string): ConnectionSet | undefined {
  const [, first, last = first, name = 'TCP'] = /^(\d+)(?:-(\d+))?(?:\/([a-z]+))?$/i.exec(text) ?? [];
  const protocol = name.toUpperCase();
  const from = Number(first);
  const to = Number(last);
  if (!isProtocol(protocol) || !(from >= 1 && from <= to && to <= 65535)) return undefined;
  return ConnectionSet.range(protocol, from, to);
}
