import { ConnectionSet, isProtocol } from './connection-set';

/**
 * Ports as users write them: `8080`, `53/UDP` or `UDP/53`, `8000-8100/SCTP`, `UDP` for every port of it, or several with
 * commas between; TCP where no protocol is given. Undefined for other text.
 */
export function parsePorts(text: string): ConnectionSet | undefined {
  const parts = text.split(',').map((part) => parsePart(part.trim()));
  const ports = parts.filter((part) => part !== undefined);
  return ports.length === parts.length ? ConnectionSet.unionOf(ports) : undefined;
}

function parsePart(text: string): ConnectionSet | undefined {
  const protocol = text.toUpperCase();
  if (isProtocol(protocol)) return ConnectionSet.allOf(protocol);
  const [, before, first, last = first, after] = /^(?:([a-z]+)\/)?(\d+)(?:-(\d+))?(?:\/([a-z]+))?$/i.exec(text) ?? [];
  if (before !== undefined && after !== undefined) return undefined;
  return portRange((before ?? after ?? 'TCP').toUpperCase(), Number(first), Number(last));
}

function portRange(protocol: string, from: number, to: number): ConnectionSet | undefined {
  if (!isProtocol(protocol) || !(from >= 1 && from <= to && to <= 65535)) return undefined;
  return ConnectionSet.range(protocol, from, to);
}
