import { appendTo } from '../../manifest/objects/append-to';
import { identityOf } from '../../manifest/objects/object-identity';
import { formatAmount } from '../../capacity/resources/amounts';
import type { Node } from '../../capacity/nodes/node';
import { escapeXml } from '../escape/xml';
import type { CapacityReport } from './capacity-report';

const width = 720;
const barLeft = 220;
const barWidth = 400;
const rowHeight = 22;

/** A picture of the pools and what fills them: a bar of CPU and one of memory for each pool of each cluster. */
export function formatCapacityAsSvg(reports: readonly CapacityReport[]): string {
  const rows: string[] = [];
  let top = 8;
  const text = (x: number, content: string, style = '') => {
    rows.push(`<text x="${x}" y="${top + 15}"${style}>${escapeXml(content)}</text>`);
  };
  for (const report of reports) {
    text(8, report.cluster, ' font-weight="bold"');
    top += rowHeight;
    for (const [pool, nodes] of poolsOf(report.nodes)) {
      for (const resource of ['cpu', 'memory']) {
        const { used, total, parts } = filledBy(report, nodes, resource);
        text(16, resource === 'cpu' ? `${pool} (${nodes.length})` : '');
        text(barLeft - 60, resource, ' fill="#57606a"');
        rows.push(`<rect x="${barLeft}" y="${top + 4}" width="${barWidth}" height="14" fill="#eaeef2"/>`);
        let left = barLeft;
        parts.forEach(({ name, amount }, index) => {
          const share = total === 0 ? 0 : (amount / total) * barWidth;
          const shown = Math.min(share, barLeft + barWidth - left);
          rows.push(
            `<rect x="${round(left)}" y="${top + 4}" width="${round(Math.max(0, shown))}" height="14" fill="${index % 2 === 0 ? '#0969da' : '#54aeff'}"><title>${escapeXml(`${name}: ${formatAmount(resource, amount)}`)}</title></rect>`,
          );
          left += shown;
        });
        text(barLeft + barWidth + 8, `${total === 0 ? 0 : Math.round((used / total) * 100)} %`);
        top += rowHeight;
      }
    }
    top += rowHeight / 2;
  }
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${round(top)}" viewBox="0 0 ${width} ${round(top)}" font-family="sans-serif" font-size="12" role="img">`;
  return `${head}\n<title>What fills the node pools</title>\n<rect width="100%" height="100%" fill="#ffffff"/>\n${rows.join('\n')}\n</svg>\n`;
}

function poolsOf(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const pools = new Map<string, Node[]>();
  for (const node of nodes) appendTo(pools, node.pool, node);
  return pools;
}

/** What the placed pods take of a resource on some nodes, largest workload first. */
function filledBy({ capacity }: CapacityReport, nodes: readonly Node[], resource: string) {
  const names = new Set(nodes.map(({ name }) => name));
  const total = nodes.reduce((sum, { allocatable }) => sum + (allocatable.get(resource) ?? 0), 0);
  const parts = capacity.workloads
    .map(({ object, placed, podRequests }) => ({
      name: `${identityOf(object.manifest).namespace}/${identityOf(object.manifest).name}`,
      amount: placed.reduce(
        (sum, { node, count }) => sum + (names.has(node) ? count * (podRequests.get(resource) ?? 0) : 0),
        0,
      ),
    }))
    .filter(({ amount }) => amount > 0)
    .sort((left, right) => right.amount - left.amount);
  return { total, parts, used: parts.reduce((sum, { amount }) => sum + amount, 0) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
