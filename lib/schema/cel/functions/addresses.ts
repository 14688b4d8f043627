import { CelError } from '../cel-error';
import { CelAddress, parseAddress } from '../values/cel-address';
import { CelNetwork, parseNetwork } from '../values/cel-network';
import type { CelValue } from '../values/cel-value';
import { instance, text } from '../values/operands';
import type { CelLibrary } from './cel-function';

/** IP addresses and ranges of them. */
export const addresses: CelLibrary = {
  functions: {
    cidr: (value) => network(text(value)),
    ip: (value) => address(text(value)),
    'ip.isCanonical': (value) => address(text(value)).toString() === value,
    isCIDR: (value) => parseNetwork(text(value)) !== undefined,
    isIP: (value) => parseAddress(text(value)) !== undefined,
  },
  methods: {
    containsCIDR: (value, other) => {
      const outer = instance(value, CelNetwork);
      const inner = typeof other === 'string' ? network(other) : instance(other, CelNetwork);
      return outer.prefixLength <= inner.prefixLength && outer.contains(inner.address);
    },
    containsIP: (value, other) =>
      instance(value, CelNetwork).contains(typeof other === 'string' ? address(other) : instance(other, CelAddress)),
    family: (value) => BigInt(instance(value, CelAddress).family),
    ip: (value) => instance(value, CelNetwork).address,
    isGlobalUnicast: (value) =>
      !is(value, '0.0.0.0/32', '::/128') &&
      !is(value, '255.255.255.255/32') &&
      !is(value, '127.0.0.0/8', '::1/128') &&
      !is(value, '224.0.0.0/4', 'ff00::/8') &&
      !is(value, '169.254.0.0/16', 'fe80::/10'),
    isLinkLocalMulticast: (value) => is(value, '224.0.0.0/24') || isLinkLocalScope(instance(value, CelAddress)),
    isLinkLocalUnicast: (value) => is(value, '169.254.0.0/16', 'fe80::/10'),
    isLoopback: (value) => is(value, '127.0.0.0/8', '::1/128'),
    isUnspecified: (value) => is(value, '0.0.0.0/32', '::/128'),
    masked: (value) => instance(value, CelNetwork).masked,
    prefixLength: (value) => BigInt(instance(value, CelNetwork).prefixLength),
  },
};

function address(value: string): CelAddress {
  const parsed = parseAddress(value);
  if (parsed === undefined)
    throw new CelError(`IP Address ${JSON.stringify(value)} parse error during conversion from string`);
  return parsed;
}

function network(value: string): CelNetwork {
  const parsed = parseNetwork(value);
  if (parsed === undefined) throw new CelError(`network address parse error during conversion from string: ${value}`);
  return parsed;
}

function is(value: CelValue | undefined, ...ranges: readonly string[]): boolean {
  const candidate = instance(value, CelAddress);
  return ranges.some((range) => network(range).contains(candidate));
}

/** `ffx2::/16`, whatever the flags. */
function isLinkLocalScope({ family, bits }: CelAddress): boolean {
  return family === 6 && bits >> 120n === 0xffn && ((bits >> 112n) & 0xfn) === 2n;
}
