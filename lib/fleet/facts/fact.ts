import type { Shape } from '../shape';

/**
 * One thing that is known of a cluster, and its only home: what users write, how that is checked, what it is filled in
 * with, and what the inventory says of it.
 */
export interface Fact<Props extends object, Facts extends object, Told extends object = Facts> {
  /** Its props of `new Cluster`, and how each is checked; a name that ends in `?` may be left out. */
  readonly props: Readonly<Record<string, Shape>>;
  /** Its lines in inventories and in files of cluster facts. @default the props */
  readonly lines?: Readonly<Record<string, Shape>>;
  /**
   * What holds where a file says it of all clusters and of one: lists add up, maps are taken field by field.
   *
   * @default what is said of the one
   */
  readonly layers?: 'lists add up' | 'field by field';
  /** The fact of a cluster, every default filled in. Throws where props do not fit each other. */
  readonly resolve: (props: Props, cluster: string) => Facts;
  /** Its lines in the inventory; undefined, or an empty list or map, for what is so by default. */
  readonly describe: (facts: Partial<Told>) => Readonly<Record<string, unknown>>;
}
