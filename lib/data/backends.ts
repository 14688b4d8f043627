import type { DatabaseBackend } from './database-backend';
import { cloudNativePgBackend } from './cloudnative-pg/backend';

/** The operators of databases: a new one is its file and a line here. */
export const databaseBackends: readonly DatabaseBackend[] = [cloudNativePgBackend];
