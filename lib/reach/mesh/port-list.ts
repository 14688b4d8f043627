import { noPorts, uniteIntervals, type PortIntervals } from '../sets/port-intervals';

/** Ports and ranges as annotations list them: `8080, 9000-9010`. What is no port is passed over. */
export function readPortList(text: string): PortIntervals {
  return text.split(',').reduce<PortIntervals>((ports, part) => {
    const [, first, last] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? [];
    if (first === undefined) return ports;
    const [from, to] = [Number(first), Number(last ?? first)];
    return from < 1 || to > 65535 || to < from ? ports : uniteIntervals(ports, [{ from, to }]);
  }, noPorts);
}
