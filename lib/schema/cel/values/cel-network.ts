import { CelAddress, parseAddress } from './cel-address';

/** A range of IP addresses in CIDR notation; the address may have bits after the prefix. */
export class CelNetwork {
  readonly typeName = 'net.CIDR';

  constructor(
    readonly address: CelAddress,
    readonly prefixLength: number,
  ) {}

  get masked(): CelNetwork {
    const shift = BigInt((this.address.family === 4 ? 32 : 128) - this.prefixLength);
    return new CelNetwork(
      new CelAddress(this.address.family, (this.address.bits >> shift) << shift),
      this.prefixLength,
    );
  }

  contains(address: CelAddress): boolean {
    if (address.family !== this.address.family) return false;
    return new CelNetwork(address, this.prefixLength).masked.address.bits === this.masked.address.bits;
  }

  toString(): string {
    return `${this.address.toString()}/${this.prefixLength}`;
  }
}

export function parseNetwork(text: string): CelNetwork | undefined {
  const [address = '', length = '', ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (parsed === undefined || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const limit = parsed.family === 4 ? 32 : 128;
  return Number(length) > limit ? undefined : new CelNetwork(parsed, Number(length));
}
