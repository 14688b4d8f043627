import { catalogFor } from '../../../../lib/schema/facts/catalog-for';
import { storedObject } from '../../../../lib/plan/defaults/stored-object';
import { merged, type Writer } from '../writer';

const catalog = catalogFor('1.33', []);

/** Fills in defaults, as real servers of each version confirm them, and what it knows of every object. */
export const apiServer: Writer = {
  name: 'the API server',
  write: (live) => ({
    ...merged(live, storedObject(live, catalog.find(live.apiVersion, live.kind))),
    ...{
      metadata: {
        ...live.metadata,
        uid: '7c0e',
        resourceVersion: '12',
        generation: 1,
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [],
      },
      status: { observedGeneration: 1 },
    },
  }),
};
