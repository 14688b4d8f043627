const name = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Whether a text may be the key of a label: a name, perhaps after a DNS subdomain and a slash. */
export function isLabelKey(text: string): boolean {
  const parts = text.split('/');
  const [last = ''] = parts.slice(-1);
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (parts.length > 2 || last.length > 63 || !name.test(last)) return false;
  return prefix === undefined || (prefix.length <= 253 && prefix.split('.').every((part) => dnsLabel.test(part)));
}

/** Whether a text may be the value of a label. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= 63 && name.test(text));
}
