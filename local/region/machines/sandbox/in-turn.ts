/** Does pieces of work of one name one after another; those of different names run side by side. */
export class InTurn {
  private readonly last = new Map<string, Promise<unknown>>();

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const done = (this.last.get(name) ?? Promise.resolve()).then(work, work);
    this.last.set(name, done);
    const forget = () => {
      if (this.last.get(name) === done) this.last.delete(name);
    };
    done.then(forget, forget);
    return done;
  }
}
