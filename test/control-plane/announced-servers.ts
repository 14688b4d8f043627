import type { ServerAccess } from '../../lib/schema/pull/server-access';
import type { ServingCertificate } from './processes/api-server';

const variable = 'ANNOUNCED_API_SERVERS';

/** An API server that runs, and its minor version. */
export interface AnnouncedServer {
  readonly version: string;
  readonly access: ServerAccess;
  /** The certificate that it made for itself, where webhooks beside it may share it. */
  readonly certificate?: ServingCertificate;
}

/** Tells the processes that tests run in where the servers are. */
export function announceServers(servers: readonly AnnouncedServer[]): void {
  process.env[variable] = JSON.stringify(servers);
}

/** The servers of this run, oldest version first. Empty where none could be had. */
export function announcedServers(): readonly AnnouncedServer[] {
  // Written by the function above and by nothing else.
  return JSON.parse(process.env[variable] ?? '[]') as AnnouncedServer[];
}
