import { formatReachAsCsv } from './format-csv';
import { formatReachAsDot } from './format-dot';
import { formatReachAsJson } from './format-json';
import { formatReachAsMermaid } from './format-mermaid';
import { formatReachAsSvg } from './format-svg';
import { formatReachAsText } from './format-text';
import type { ReachFormat } from './reach-report';

/** Every way to write a reachability report down, sorted by name. A new one is one line here and one file. */
export const reachFormats: readonly ReachFormat[] = [
  { name: 'csv', format: formatReachAsCsv },
  { name: 'dot', format: formatReachAsDot },
  { name: 'json', format: formatReachAsJson },
  { name: 'mermaid', format: formatReachAsMermaid },
  { name: 'svg', format: (report) => [formatReachAsSvg(report)] },
  { name: 'text', format: formatReachAsText },
];
