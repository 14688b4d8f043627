import type { Field } from '../../manifest/objects/field';

/** Whether a rule of a NetworkPolicy opens a TCP port for the peers that it has: without ports it opens all of them. */
export function opensTcp(rule: Field, port: number): boolean {
  const ports = rule.at('ports').items();
  return (
    ports.length === 0 || ports.some((item) => (item.at('protocol').text ?? 'TCP') === 'TCP' && covers(item, port))
  );
}

function covers(item: Field, port: number): boolean {
  if (!item.at('port').isSet) return true;
  const first = item.at('port').number;
  return first !== undefined && first <= port && port <= (item.at('endPort').number ?? first);
}
