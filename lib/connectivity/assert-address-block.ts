import { containsCidr, parseCidr, type Cidr } from '../manifest/network/cidr';

/** Throws where a block of addresses, or what is taken out of it, is not one that the API server would take. */
export function assertAddressBlock(cidr: string, except: readonly string[] = []): void {
  const block = parseBlock(cidr, 'cidr');
  for (const text of except) {
    const hole = parseBlock(text, 'except');
    if (containsCidr(block, hole) && hole.prefixLength > block.prefixLength) continue;
    throw new Error(`except: Invalid value: "${text}": must be a strict subset of ${cidr}`);
  }
}

function parseBlock(text: string, field: string): Cidr {
  const block = text.includes('/') ? parseCidr(text) : undefined;
  if (block !== undefined) return block;
  throw new Error(
    `${field}: Invalid value: "${text}": must be a block of addresses, as in 10.9.8.0/24 or 2001:db8::/64`,
  );
}
