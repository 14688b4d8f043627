import { meshBackends } from '../../lib/mesh/backends';

/** Which mesh can share requests between two versions, as the table of docs/delivery.md. */
export function deliveryTable(): string {
  const rows = [
    ['The cluster runs', '`requests`', '`pods`'],
    ['---', '---', '---'],
    ...meshBackends.map(({ name, load }) => [`\`${name}\``, load().leavesWeights === true ? 'yes' : 'no', 'yes']),
    ['none of these', 'no', 'yes'],
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
