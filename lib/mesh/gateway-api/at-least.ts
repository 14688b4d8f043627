import type { GatewayApiFacts } from '../../fleet/facts/gateway-api';

/** Whether the installed definitions are of a minor version of Gateway API 1, or newer. */
export function gatewayApiAtLeast({ version }: GatewayApiFacts, minor: number): boolean {
  const [, installedMajor, installedMinor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (installedMajor === undefined || installedMinor === undefined) return false;
  return Number(installedMajor) > 1 || (Number(installedMajor) === 1 && Number(installedMinor) >= minor);
}
