import type { MeshSettings } from '../../model/mesh-policy';

/** Formats in which a proxy can write its access log. */
export const accessLogFormats = ['apache', 'json'] as const;

/**
 * The format that the mesh's settings call their provider: a proxy writes to standard output, and nowhere else. Undefined
 * where it is none.
 */
export function accessLogFormat({
  provider = 'apache',
}: NonNullable<MeshSettings['accessLogs']>): (typeof accessLogFormats)[number] | undefined {
  return accessLogFormats.find((format) => format === provider);
}
