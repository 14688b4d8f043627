import { secret, service, type Controller } from './controller';

/** CloudNativePG: clusters of PostgreSQL, with their Services and credentials. */
export const cloudNativePg: Controller = {
  makes: [
    {
      group: 'postgresql.cnpg.io',
      kind: 'Cluster',
      names: (_, name) => [
        ...['app', 'superuser', 'ca', 'server', 'replication'].map((suffix) => secret(`${name}-${suffix}`)),
        ...['rw', 'ro', 'r'].map((suffix) => service(`${name}-${suffix}`)),
        { kind: 'ServiceAccount', name },
      ],
    },
    { group: 'postgresql.cnpg.io', kind: 'Pooler', names: (_, name) => [service(name)] },
  ],
};
