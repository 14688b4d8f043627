import { appendTo } from '../../manifest/objects/append-to';
import { connectionGraph, type ConnectionGraph, type GraphEdge, type GraphNode } from './connection-graph';
import { layeredLayout, type LayeredLayout, type Place } from './layout/layered-layout';
import { escapeXml } from '../escape/xml';
import type { ReachReport } from './reach-report';

const narrowestBox = 150;
const lineHeight = 16;
const gap = 18;
const margin = 24;
const characterWidth = 6.2;
/** Of names, which are bold and a size larger. */
const titleCharacterWidth = 7.6;
/** Arrows that lead back pass a little lower, so as not to lie on those that lead on. */
const backwardsShift = 10;

/**
 * A report as a picture: boxes in columns from where traffic comes to where it goes, coloured by namespace. Arrows that
 * carry the same ports into a box meet at one point, with the ports written beside it.
 */
export function formatReachAsSvg(report: ReachReport): string {
  const graph = connectionGraph(report);
  if (graph.edges.length > mostArrows) return tooLarge(graph);
  const arriving = arrivingAt(graph);
  const entries = graph.nodes.map(({ id }) => [...(arriving.get(id)?.keys() ?? [])].sort());
  const heights = entries.map((labels) => Math.max(44, labels.length * lineHeight + 12));
  const position = new Map(graph.nodes.map(({ id }, i) => [id, i]));
  const arrows = graph.edges.map(({ from, to }) => ({ from: position.get(from) ?? 0, to: position.get(to) ?? 0 }));
  const layout = layeredLayout(heights, arrows, gap);
  if (layout === undefined) return tooLarge(graph);
  const boxWidth = boxWidthFor(graph);
  const columns = columnPositions(graph, layout, boxWidth);
  const groups = [...new Set(graph.nodes.flatMap(({ group }) => group ?? []))].sort();
  const canvas: Canvas = { graph, layout, columns, boxWidth, heights, arriving, entries, groups, position };
  const width = margin + boxWidth + (columns.at(-1) ?? 0);
  const lowest = layout.boxes.reduce((most, { y }, i) => Math.max(most, y + (heights[i] ?? 0) / 2), 0);
  const height = 2 * margin + lowest;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${Math.round(height)}" width="${width}" height="${Math.round(height)}" font-family="system-ui, sans-serif" font-size="11">`,
    '<title>What may talk to what</title>',
    `<defs>${Object.entries(strokes).map(marker).join('')}</defs>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...graph.edges.map((edge, i) => drawEdge(canvas, edge, i)),
    ...graph.nodes.map((node, i) => drawNode(canvas, node, i)),
    '</svg>',
    '',
  ].join('\n');
}

interface Canvas {
  readonly graph: ConnectionGraph;
  readonly layout: LayeredLayout;
  /** Left side of the boxes of each column. */
  readonly columns: readonly number[];
  readonly boxWidth: number;
  readonly heights: readonly number[];
  /** Distinct labels of the arrows into each box. */
  readonly entries: readonly (readonly string[])[];
  readonly arriving: Arriving;
  /** Namespaces, sorted. */
  readonly groups: readonly string[];
  readonly position: ReadonlyMap<string, number>;
}

/** Positions of the arrows into each box, by their label. */
type Arriving = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

const strokes = { none: '#64748b', added: '#15803d', removed: '#dc2626', changed: '#d97706' } as const;
const fills = ['#e0f2fe', '#dcfce7', '#fef9c3', '#fae8ff', '#ffe4e6', '#e0e7ff', '#ccfbf1', '#ffedd5'];

/** More arrows than anybody follows in a picture. */
const mostArrows = 10_000;

/** A picture that says why it is none. */
function tooLarge({ edges }: ConnectionGraph): string {
  const message = `${edges.length} connections are too many for a picture: ask for fewer, by --from, --to or --port, or for another format`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 60" width="900" height="60" font-family="system-ui, sans-serif" font-size="12">`,
    '<title>What may talk to what</title>',
    `<text x="${margin}" y="34">${escapeXml(message)}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function arrivingAt({ edges }: ConnectionGraph): Arriving {
  const arriving = new Map<string, Map<string, number[]>>();
  for (const [i, { to, label }] of edges.entries()) {
    const byLabel = arriving.get(to) ?? new Map<string, number[]>();
    arriving.set(to, byLabel);
    appendTo(byLabel, label, i);
  }
  return arriving;
}

/** All boxes are as wide as the longest name needs. */
function boxWidthFor({ nodes }: ConnectionGraph): number {
  const longest = nodes.reduce((most, { title }) => Math.max(most, shorten(title).length), 0);
  return Math.max(narrowestBox, Math.ceil(longest * titleCharacterWidth) + 20);
}

/** Each gap between columns is as wide as the longest labels on both of its sides, and some room for arrows to bend. */
function columnPositions(
  { nodes, edges }: ConnectionGraph,
  layout: LayeredLayout,
  boxWidth: number,
): readonly number[] {
  const columnOf = new Map(nodes.map(({ id }, i) => [id, layout.boxes[i]?.column ?? 0]));
  const atRight = Array<number>(layout.columns + 1).fill(0);
  const atLeft = Array<number>(layout.columns + 1).fill(0);
  for (const [i, { to, label }] of edges.entries()) {
    const widths = layout.backwards[i] === true ? atRight : atLeft;
    const column = columnOf.get(to) ?? 0;
    widths[column] = Math.max(widths[column] ?? 0, label.length * characterWidth);
  }
  const positions: number[] = [];
  for (let column = 0; column < layout.columns; column++) {
    const labels = (atRight[column - 1] ?? 0) + (atLeft[column] ?? 0);
    const before = positions[column - 1];
    positions.push(before === undefined ? margin : Math.round(before + boxWidth + 72 + labels));
  }
  return positions;
}

function drawNode(canvas: Canvas, node: GraphNode, i: number): string {
  const { layout, columns, boxWidth, heights, entries, groups } = canvas;
  const { column, y } = layout.boxes[i] ?? { column: 0, y: 0 };
  const left = columns[column] ?? 0;
  const height = heights[i] ?? 0;
  const middle = y + margin;
  const subtitle = [node.group, node.subtitle].filter((part) => part !== undefined && part !== '').join(' · ');
  const texts = [
    `<text x="${left + boxWidth / 2}" y="${middle - (subtitle === '' ? -4 : 3)}" text-anchor="middle" font-weight="600" font-size="12">${escapeXml(shorten(node.title))}</text>`,
    ...(subtitle === ''
      ? []
      : [
          `<text x="${left + boxWidth / 2}" y="${middle + 13}" text-anchor="middle" fill="#475569">${escapeXml(shorten(subtitle))}</text>`,
        ]),
  ];
  const labels =
    entries[i]?.flatMap((label) =>
      drawLabels(canvas, node, label, { left, right: left + boxWidth }, entryHeight(entries[i] ?? [], label, middle)),
    ) ?? [];
  const box = `<rect x="${left}" y="${Math.round(middle - height / 2)}" width="${boxWidth}" height="${height}" rx="6" fill="${fillOf(groups, node)}" stroke="#94a3b8"/>`;
  return `<g>${box}${texts.join('')}${labels.join('')}</g>`;
}

/** Ports stand where the arrows arrive: left of the box, or right of it for arrows that lead back. */
function drawLabels(
  { arriving, layout }: Canvas,
  node: GraphNode,
  label: string,
  { left, right }: { readonly left: number; readonly right: number },
  y: number,
) {
  const arrows = arriving.get(node.id)?.get(label) ?? [];
  const halo = 'paint-order="stroke" stroke="#ffffff" stroke-width="3" fill="#0f172a"';
  const fromLeft = arrows.some((i) => layout.backwards[i] !== true);
  const fromRight = arrows.some((i) => layout.backwards[i] === true);
  return [
    ...(fromLeft ? [`<text x="${left - 12}" y="${y - 4}" text-anchor="end" ${halo}>${escapeXml(label)}</text>`] : []),
    ...(fromRight ? [`<text x="${right + 12}" y="${y + backwardsShift + 14}" ${halo}>${escapeXml(label)}</text>`] : []),
  ];
}

function drawEdge({ graph, layout, columns, boxWidth, entries, position }: Canvas, edge: GraphEdge, i: number): string {
  const from = position.get(edge.from) ?? 0;
  const to = position.get(edge.to) ?? 0;
  const backwards = layout.backwards[i] === true;
  const place = ({ column, y }: Place, side: 'left' | 'right') => ({
    x: (columns[column] ?? 0) + (side === 'right' ? boxWidth : 0),
    y: y + margin,
  });
  const origin = { column: 0, y: 0 };
  const shift = backwards ? backwardsShift : 0;
  const leaving = place(layout.boxes[from] ?? origin, backwards ? 'left' : 'right');
  const start = { x: leaving.x, y: leaving.y + shift };
  const target = place(layout.boxes[to] ?? origin, backwards ? 'right' : 'left');
  const end = { x: target.x + (backwards ? 7 : -7), y: entryHeight(entries[to] ?? [], edge.label, target.y) + shift };
  const between = (layout.bends[i] ?? []).flatMap((bend) => {
    const sides = [place(bend, 'left'), place(bend, 'right')];
    return backwards ? sides.reverse() : sides;
  });
  const points = [start, ...between, end];
  const path = points
    .map(({ x, y }, at) => (at === 0 ? `M${x} ${y}` : curve(points[at - 1] ?? start, { x, y })))
    .join(' ');
  const dash = edge.change === 'removed' ? ' stroke-dasharray="5 3"' : '';
  const title = `${graph.nodes[from]?.title ?? edge.from} → ${graph.nodes[to]?.title ?? edge.to}: ${edge.label}`;
  return `<path d="${path}" fill="none" stroke="${strokes[edge.change]}" stroke-width="1.3"${dash} marker-end="url(#${edge.change})"><title>${escapeXml(title)}</title></path>`;
}

function curve(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const middle = Math.round((from.x + to.x) / 2);
  return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}

function entryHeight(labels: readonly string[], label: string, middle: number): number {
  return middle + (labels.indexOf(label) - (labels.length - 1) / 2) * lineHeight;
}

function marker([name, color]: readonly [string, string]): string {
  return `<marker id="${name}" viewBox="0 0 8 8" refX="1" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="${color}"/></marker>`;
}

function fillOf(groups: readonly string[], { group }: GraphNode): string {
  if (group === undefined) return '#f1f5f9';
  return fills[groups.indexOf(group) % fills.length] ?? '#f1f5f9';
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
