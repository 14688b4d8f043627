/** What a label must be: this value, or what a regular expression of PromQL matches. */
export type Matcher = string | { readonly matches: string };

/** Label matchers of a selector. */
export type Matchers = Readonly<Record<string, Matcher>>;

/** A selector of series, such as `requests_total{namespace="shop"}`. Values are quoted as PromQL reads them. */
export function series(metric: string, matchers: Matchers): string {
  const parts = Object.entries(matchers).map(([label, value]) =>
    typeof value === 'string' ? `${label}=${JSON.stringify(value)}` : `${label}=~${JSON.stringify(value.matches)}`,
  );
  return `${metric}{${parts.join(', ')}}`;
}

/** How many events of these series a second there were, all of them together. */
export function sumOfRates(selector: string, window: string): string {
  return `sum(rate(${selector}[${window}]))`;
}

/** A number as PromQL reads it, without the noise of floating point: `0.001`, not `0.0010000000000000009`. */
export function decimal(value: number): string {
  return String(Number(value.toPrecision(12)));
}
