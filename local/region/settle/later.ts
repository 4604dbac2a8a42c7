/** Timers by name: at most one runs under each, and none keeps the process alive. */
export class Later {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  /** Runs the work after so many seconds unless something waits under the name already. */
  once(name: string, seconds: number, work: () => void): void {
    if (this.timers.has(name)) return;
    const timer = setTimeout(() => {
      this.timers.delete(name);
      work();
    }, Math.max(0, seconds) * 1000);
    timer.unref();
    this.timers.set(name, timer);
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
