import type { Check } from '../check';
import { noElasticsearchDowngrade } from './no-elasticsearch-downgrade';
import { noRenamedNodeSet } from './no-renamed-node-set';
import { noReservedElasticsearchSetting } from './no-reserved-elasticsearch-setting';
import { requireElasticsearchQuorum } from './require-elasticsearch-quorum';
import { requireMemoryMapSetting } from './require-memory-map-setting';
import { validElasticsearch } from './valid-elasticsearch';

/** The checks of this folder, sorted by id. */
export const elasticChecks: readonly Check[] = [
  noElasticsearchDowngrade,
  noRenamedNodeSet,
  noReservedElasticsearchSetting,
  requireElasticsearchQuorum,
  requireMemoryMapSetting,
  validElasticsearch,
];
