/** A minimal Keyv storage adapter on a map. */
export class MapAdapter {
  /** Keyv only asks adapters of known dialects for their entries. */
  readonly opts = { dialect: "redis", url: "" };
  readonly entries = new Map<string, unknown>();

  async get(key: string): Promise<unknown> {
    return this.entries.get(key);
  }

  async set(key: string, value: unknown): Promise<void> {
    this.entries.set(key, value);
  }

  async delete(key: string): Promise<boolean> {
    return this.entries.delete(key);
  }

  async clear(): Promise<void> {
    this.entries.clear();
  }

  async *iterator(): AsyncGenerator<[key: string, value: unknown]> {
    yield* this.entries;
  }
}
