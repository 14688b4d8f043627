import { parsePorts } from '../../../lib/reach/sets/parse-ports';

test.each([
  ['8080', [{ protocol: 'TCP', from: 8080, to: 8080 }]],
  ['53/UDP', [{ protocol: 'UDP', from: 53, to: 53 }]],
  ['udp/53', [{ protocol: 'UDP', from: 53, to: 53 }]],
  ['8000-8100/SCTP', [{ protocol: 'SCTP', from: 8000, to: 8100 }]],
  ['1-65535', [{ protocol: 'TCP', from: 1, to: 65535 }]],
  ['UDP', [{ protocol: 'UDP', from: 1, to: 65535 }]],
  [
    '80, 53/UDP',
    [
      { protocol: 'TCP', from: 80, to: 80 },
      { protocol: 'UDP', from: 53, to: 53 },
    ],
  ],
])('%s are ports', (text, ranges) => {
  expect(parsePorts(text)?.ranges()).toMatchObject(ranges);
});

test.each(['', '0', '65536', '81-80', '1-65536', 'http', '80/ICMP', 'TCP/80/UDP', '80,', '-1', '80 81', 'x80', '80x'])(
  '"%s" are none',
  (text) => {
    expect(parsePorts(text)).toBeUndefined();
  },
);
