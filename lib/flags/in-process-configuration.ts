import type { InProcessConfigurationSpec } from '../../imports/core.openfeature.dev';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import type { FlagdProxy } from './flagd-proxy';
import type { DeclaredFlags } from './flags-model';

/** Where the providers of applications find the flags; nothing where none evaluates by itself. */
export function emitInProcessConfiguration(
  { name, namespace, served }: DeclaredFlags,
  { host, port }: FlagdProxy,
): Manifest | undefined {
  if (!served.some(({ evaluation }) => evaluation === 'in-process')) return undefined;
  const spec: Plain<InProcessConfigurationSpec> = {
    host,
    port,
    selector: `core.openfeature.dev/${namespace}/${name}`,
    tls: false,
    cache: 'lru',
    cacheMaxSize: 1000,
    envVarPrefix: 'FLAGD',
  };
  return {
    apiVersion: 'core.openfeature.dev/v1beta1',
    kind: 'InProcessConfiguration',
    metadata: { name, namespace },
    spec,
  };
}
