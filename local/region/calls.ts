/** Counts of calls by action, since the last mark: what benches and tests ask for. */
export class Calls {
  private since = new Date().toISOString();
  private counts = new Map<string, { calls: number; refused: number }>();

  count(action: string, refused: boolean): void {
    const { calls, refused: before } = this.counts.get(action) ?? { calls: 0, refused: 0 };
    this.counts.set(action, { calls: calls + 1, refused: before + (refused ? 1 : 0) });
  }

  mark(): void {
    this.since = new Date().toISOString();
    this.counts = new Map();
  }

  read() {
    const actions = Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
    const total = [...this.counts.values()].reduce((sum, { calls }) => sum + calls, 0);
    return { since: this.since, total, actions };
  }
}
