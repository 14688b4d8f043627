import { mustBe, type Shape } from '../fleet/shape';
import { containsMore, parseCidr, type AddressRange } from '../manifest/network/address-range';

/** A block of addresses that the API server would take. */
export const addressBlock: Shape = (value, path) =>
  blockOf(value) === undefined
    ? mustBe(path, value, 'a block of addresses, as in 10.9.8.0/24 or 2001:db8::/64')
    : undefined;

/** A block that can be taken out of another: a part of it, and not all. */
export function partOf(cidr: string): Shape {
  return (value, path) => {
    const [block, part] = [blockOf(cidr), blockOf(value)];
    if (part === undefined) return addressBlock(value, path);
    return block !== undefined && containsMore(block, part)
      ? undefined
      : mustBe(path, value, `a strict subset of ${cidr}`);
  };
}

function blockOf(value: unknown): AddressRange | undefined {
  return typeof value === 'string' ? parseCidr(value) : undefined;
}
