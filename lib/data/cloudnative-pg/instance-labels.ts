/** Labels of the pods that are servers of a cluster, and of no others. */
export function instanceLabels(name: string): Readonly<Record<string, string>> {
  return { 'cnpg.io/cluster': name, 'cnpg.io/podRole': 'instance' };
}
