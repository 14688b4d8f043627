import { databaseBackends } from '../../lib/data/backends';
import { databaseFeatures, type DatabaseFeature } from '../../lib/data/database-features';

/** What each operator can do, as the table of docs/databases.md. */
export function databasesTable(): string {
  const products = databaseBackends.map(({ product }) => `\`${product}\``);
  const rows = [
    ['', ...products],
    ['---', ...products.map(() => '---')],
    ['engine', ...databaseBackends.map(({ engine, versions }) => `${engine} ${versions.join(', ')}`)],
    ...featureNames().map((feature) => [
      `\`${databaseFeatures[feature].path}\`: ${databaseFeatures[feature].what}`,
      ...databaseBackends.map(({ can }) => (can[feature] === true ? 'yes' : `no: ${can[feature]}`)),
    ]),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function featureNames(): readonly DatabaseFeature[] {
  return Object.keys(databaseFeatures).filter((name): name is DatabaseFeature => name in databaseFeatures);
}
