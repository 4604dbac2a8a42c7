/** What the region offers, as far as it was last looked up. */
export interface CatalogRecord {
  zones: { name: string; id: string }[];
  /** Machine type → names of the zones that have it, sorted. */
  offerings: Record<string, string[]>;
  /** When it was looked up. */
  at: string;
}

export interface CloudCatalog {
  /**
   * Zones of the region that take machines now, and which of the given types each of them has.
   * @throws TemporaryFailure
   */
  look(machineTypes: readonly string[]): Promise<Omit<CatalogRecord, "at">>;
}

/**
 * Where the service keeps what it has looked up: calls of the API answer from here, and need neither EC2's client nor its patience.
 * Both methods may throw TemporaryFailure.
 */
export interface CatalogStore {
  /** @returns undefined before the first look */
  catalog(): Promise<CatalogRecord | undefined>;
  /** Keeps the newer one; an older one changes nothing. */
  keepCatalog(catalog: CatalogRecord): Promise<void>;
}
